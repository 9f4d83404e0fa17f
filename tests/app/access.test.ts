import path from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { getDb, getPool } from '@/db/client';
import { creator, secondFactor, session } from '@/db/schema';
import { newId } from '@/lib/ids';
import { log } from '@/lib/log';
import { arrive } from '../support/next-headers';
import { signIn } from '../support/sign-in';
import { root } from '../support/sources';
import { useWorld } from '../support/world';
import { accessTable, type Access } from './access-table';
import { allDoors, type Door } from './doors';

const ROLES = ['anonymous', 'fan', 'creator', 'suspended creator', 'admin without their factor', 'admin who has none', 'admin'] as const;
type Role = (typeof ROLES)[number];
/** Refusals that come before a command is run. */
const GATE = new Set(['ForeignOrigin', 'SignInNeeded', 'FactorNeeded', 'NotThere', 'PageNeeded', 'PageSuspended', 'StepUpNeeded']);

useWorld();
const people: Record<Exclude<Role, 'anonymous'>, { email: string; isAdmin?: boolean; factor?: boolean }> = {
  fan: { email: 'fan@people.example' },
  creator: { email: 'creator@people.example' },
  'suspended creator': { email: 'suspended@people.example' },
  'admin without their factor': { email: 'half@people.example', isAdmin: true },
  'admin who has none': { email: 'none@people.example', isAdmin: true },
  admin: { email: 'admin@people.example', isAdmin: true, factor: true },
};
const refusals: string[] = [];
/** Kept from visit to visit while they are turned away: who is let in may end theirs. */
const open = new Map<Role, Record<string, string>>();
let counting: string | null = null;

beforeAll(async () => {
  await openPage('creator', 'a-page', 'active');
  await openPage('suspended creator', 'b-page', 'suspended');
  const { email, ...options } = people['admin without their factor'];
  const half = await signIn(email, options);
  await getDb().insert(secondFactor).values({ personId: half.personId, sealedSecret: 'none', confirmedAt: new Date() });
});

beforeEach(() => {
  refusals.length = 0;
  vi.spyOn(log, 'info').mockImplementation((event, fields) => {
    if (event === 'act.refused' || event === 'door.refused') refusals.push(String(fields?.code));
  });
});

describe.each(allDoors().map((door) => [door.name, door] as const))('%s', (name, door) => {
  const access = accessTable[name] ?? { who: 'admin' };

  it.each(ROLES)('meets %s as the table says', async (role) => {
    await come(role);
    const before = await countRows();
    await knock(door);
    expect(firstAtTheGate(), role).toBe(expected(access, role, door));
    if (!firstAtTheGate()) open.delete(role);
    // Whoever was let in brought a form that no page draws; whoever was not, nothing at all.
    if (door.kind === 'act' || firstAtTheGate()) expect(await countRows()).toEqual(before);
  });

  it('runs for nobody from another site, or from nowhere', async () => {
    const foreign: Record<string, string>[] = [{ origin: 'https://evil.example' }, { origin: 'null' }, {}, { 'sec-fetch-site': 'cross-site' }];
    const cookies = await openSession('admin');
    open.delete('admin');
    for (const headers of foreign) {
      refusals.length = 0;
      arriveWith(cookies, headers);
      await knock(door);
      const mayRun = door.exported === 'GET' || access.fromAnywhere === true;
      expect(refusals[0] === 'ForeignOrigin', JSON.stringify(headers)).toBe(!mayRun);
    }
  });

  if (access.stepUp) it('asks for a fresh proof', async () => {
    await come(access.who === 'admin' ? 'admin' : access.who === 'creator' || access.who === 'owner' ? 'creator' : 'fan');
    await getDb().update(session).set({ createdAt: sql`now() - interval '20 minutes'`, factorAt: sql`factor_at - interval '20 minutes'` });
    await knock(door);
    open.clear();
    expect(refusals[0]).toBe('StepUpNeeded');
  });
});

/** What the gate should say to a role, or null when it should let it in. */
function expected({ who }: Access, role: Role, door: Door): string | null {
  if (who === 'anyone') return null;
  // Who has a second factor and has not shown it is nobody yet.
  if (role === 'anonymous' || role === 'admin without their factor') return 'SignInNeeded';
  if (who === 'person') return null;
  if (who === 'creator' || who === 'owner') {
    if (role === 'creator') return null;
    if (role === 'suspended creator') return who === 'owner' || door.exported === 'GET' ? null : 'PageSuspended';
    return 'PageNeeded';
  }
  if (role === 'admin') return null;
  return role === 'admin who has none' ? 'FactorNeeded' : 'NotThere';
}

/** Sends the action a form with one field that none of ours has, or the handler ids that nothing has. */
async function knock(door: Door): Promise<void> {
  const module = (await import(path.join(root, door.file))) as Record<string, (...args: unknown[]) => Promise<unknown>>;
  const run = module[door.exported];
  if (!run) throw new Error(`${door.file} does not export ${door.exported}`);
  const form = new FormData();
  form.set('no_form_has_this', '1');
  try {
    if (door.kind === 'act') await run({ refusal: null, done: null, typed: {} }, form);
    else await run(handlerRequest(door, form), { params: Promise.resolve(handlerParams(door)) });
  } catch (error) {
    // Next's own signals (redirect, notFound) travel as errors.
    if (!(error instanceof Error && 'digest' in error)) throw error;
  }
}

function handlerRequest(door: Door, form: FormData): Request {
  return new Request('http://localhost:3999/', { method: door.exported, ...(door.exported === 'GET' ? {} : { body: form }) });
}

function handlerParams(door: Door): Record<string, string> {
  const names = [...door.file.matchAll(/\[(\w+)\]/g)].map(([, name]) => name ?? '');
  return Object.fromEntries(names.map((name) => [name, newId()]));
}

async function come(role: Role): Promise<void> {
  arriveWith(await openSession(role), { origin: 'http://localhost:3999' });
}

async function openSession(role: Role): Promise<Record<string, string>> {
  if (role === 'anonymous') return {};
  const { email, ...options } = people[role];
  const cookies = open.get(role) ?? { sid: (await signIn(email, options)).token };
  open.set(role, cookies);
  return cookies;
}

function arriveWith(cookies: Record<string, string>, headers: Record<string, string>): void {
  arrive({ headers: { ...headers, 'x-tuppence-path': '/somewhere' }, cookies });
}

function firstAtTheGate(): string | null {
  return refusals.find((code) => GATE.has(code)) ?? null;
}

async function openPage(role: 'creator' | 'suspended creator', handle: string, status: 'active' | 'suspended'): Promise<void> {
  const { personId } = await signIn(people[role].email);
  await getDb()
    .insert(creator)
    .values({
      id: newId(), handle, name: handle, tagline: 'A page', bio: '', kind: 'writing', country: 'US', currency: 'USD', status,
      accent: '#a8521f', art: 'river-notes', presetsMinor: [100, 300, 500], minimumMinor: 100, thankYou: 'Thanks', ledgerOwner: newId(),
      createdAt: new Date(), personId,
      ...(status === 'suspended' ? { suspendedReason: 'A test' } : {}),
    });
}

/** Rows of every table but those that may count: attempts. */
/** The number of rows of every table, in one statement: it is asked for more than a thousand times. */
async function countRows(): Promise<Record<string, string>> {
  counting ??= await countingStatement();
  const { rows } = await getPool().query<Record<string, string>>({ name: 'count_rows', text: counting });
  return rows[0] ?? {};
}

async function countingStatement(): Promise<string> {
  const { rows } = await getPool().query<{ name: string }>(`
    select quote_ident(table_name) as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'rate_limit' order by table_name`);
  expect(rows.length).toBeGreaterThan(50);
  return `select ${rows.map(({ name }) => `(select count(*) from ${name}) as ${name}`).join(', ')}`;
}
