import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { getDb } from '@/db/client';
import { mailMessage, payment, person, session } from '@/db/schema';
import { newId } from '@/lib/ids';
import { accessTable } from '../app/access-table';
import { allDoors } from '../app/doors';
import { useApp } from '../support/app';
import { signIn } from '../support/sign-in';
import { root } from '../support/sources';

const app = useApp({ worker: false });

const manifest = z.object({
  node: z.record(z.string(), z.object({ workers: z.record(z.string(), z.unknown()), filename: z.string(), exportedName: z.string() })),
});

/** Every action of the build, with the id under which the internet may call it and a page that carries it. */
const built = Object.entries(manifest.parse(JSON.parse(readFileSync(path.join(root, '.next/server/server-reference-manifest.json'), 'utf8'))).node).map(
  ([id, { workers, filename, exportedName }]) => {
    const door = allDoors().find((each) => each.file === filename && each.exported === exportedName);
    return { id, name: door?.name ?? `${filename}#${exportedName}`, page: pathOf(Object.keys(workers)[0] ?? '') };
  },
);

/** Calls an action as a script may: with one argument that is a text. Whoever is let in is refused for that. */
function call(action: { id: string; page: string }, headers: Record<string, string>): Promise<Response> {
  const sent = { 'next-action': action.id, 'content-type': 'text/plain;charset=UTF-8', ...headers };
  return fetch(app().url + action.page, { method: 'POST', redirect: 'manual', headers: sent, body: '["x"]' });
}

it('the build has no action that is not in the access table', () => {
  expect(built.length).toBeGreaterThan(20);
  expect(built.map(({ name }) => name).filter((name) => !Object.hasOwn(accessTable, name))).toEqual([]);
});

it('every action of the build asks who is there: a stranger is led to the sign-in, a fan no further than the gate', async () => {
  const { token } = await signIn('fan@people.example');
  const before = await counts();
  const wrong: string[] = [];
  for (const action of built) {
    const { who } = accessTable[action.name] ?? { who: 'admin' };
    const stranger = await call(action, { origin: app().url });
    const led = stranger.headers.get('x-action-redirect')?.startsWith('/sign-in?to=') ?? false;
    const told = await stranger.text();
    if (who === 'anyone' ? led || !told.includes('FormTampered') : !led) wrong.push(`${action.name} and a stranger`);
    const fan = await call(action, { origin: app().url, cookie: `sid=${token}` });
    const answer = `${fan.headers.get('x-action-redirect') ?? ''} ${await fan.text()}`;
    const expected = { anyone: 'FormTampered', person: 'FormTampered', creator: '/become', owner: '/become', admin: 'NotThere' }[who];
    if (!answer.includes(expected)) wrong.push(`${action.name} and a fan`);
  }
  expect(wrong).toEqual([]);
  expect(await counts()).toEqual(before);
});

it('no action of the build runs for another site, or for nobody’s', async () => {
  const { token } = await signIn('boss@people.example', { isAdmin: true, factor: true });
  const cookie = `sid=${token}`;
  const before = await counts();
  const wrong: string[] = [];
  for (const action of built) {
    const foreign = await call(action, { cookie, origin: 'https://evil.example' });
    const told = await foreign.text();
    if (foreign.status < 400 && !told.includes('ForeignOrigin')) wrong.push(`${action.name} from elsewhere`);
    if (!(await (await call(action, { cookie })).text()).includes('ForeignOrigin')) wrong.push(`${action.name} from nowhere`);
  }
  expect(wrong).toEqual([]);
  expect(await counts()).toEqual(before);
});

/** A page's address from the name of its file: groups fall away, parameters become ids that nothing has. */
function pathOf(worker: string): string {
  const parts = worker.replace(/^app/, '').replace(/\/page$/, '').split('/').filter((part) => part !== '' && !/^\(.*\)$/.test(part));
  return `/${parts.map((part) => (part.startsWith('[') ? newId() : part)).join('/')}`;
}

async function counts(): Promise<number[]> {
  return Promise.all([person, session, payment, mailMessage].map((table) => getDb().$count(table)));
}
