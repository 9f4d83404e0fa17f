import { inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { cardPage, cardRefusal } from '@/db/schema';
import { addMilliseconds } from '@/lib/dates';
import { mailboxOf } from '@/lib/mail';
import { alarmAdmins } from './alarm-admins';
import { creatorMark, EVERYWHERE, limitOf, markOf } from './marks';
import { raiseMeasure, type Raised } from './raise-measure';
import { limits, stepFor } from './steps';

/** One refused try of a card, in the processor's words. */
export type RefusedTry = {
  /** The processor's id of it, one of its own for each try. */
  id: string;
  /** The same for the same card, whoever types it. */
  cardFingerprint: string | null;
  email: string | null;
  code: string | null;
  /** Business time. */
  happenedAt: Date;
};

/** The refused tries on one of our pages, by the id of its payment or card setup. */
export type RefusedTries = { pageId: string; tries: RefusedTry[] };

/** What is told later than this (after an outage) is no attack that goes on. */
const STALE_MS = 3_600_000;

type Page = typeof cardPage.$inferSelect;
/** A mark that has a refusal more, and the marks on which its limit is enforced. */
type Struck = { mark: string; pages: Page[] };

/**
 * Counts refused cards against who typed them and for whom, each once however often it is told, and
 * begins what the limits say. Admins are told of an attack in the same transaction.
 *
 * @param now business time
 * @returns whether something became stricter: pages may have to be closed
 */
export async function noteRefusals(tx: Tx, refused: RefusedTries[], now: Date): Promise<boolean> {
  const fresh = refused
    .map(({ pageId, tries }) => ({ pageId, tries: tries.filter(({ happenedAt }) => happenedAt > addMilliseconds(now, -STALE_MS)) }))
    .filter(({ tries }) => tries.length > 0);
  if (fresh.length === 0) return false;
  const pages = await tx.select().from(cardPage).where(inArray(cardPage.id, fresh.map(({ pageId }) => pageId)));
  const struck = new Map<string, Struck>();
  for (const page of pages) {
    const tries = fresh.find(({ pageId }) => pageId === page.id)?.tries ?? [];
    for (const mark of await store(tx, page, tries)) {
      struck.set(mark, { mark, pages: [...(struck.get(mark)?.pages ?? []), page] });
    }
  }
  const raised: Raised[] = [];
  // In one order, so that two workers never wait for each other in a circle.
  for (const mark of [...struck.keys()].sort()) raised.push(...(await weigh(tx, struck.get(mark))));
  await alarmAdmins(tx, raised);
  return raised.length > 0;
}

/** @returns the marks that have a refusal more than before */
async function store(tx: Tx, page: Page, tries: RefusedTry[]): Promise<Set<string>> {
  const rows = tries.flatMap((each) => marksOf(page, each).map((mark) => ({ mark, tryId: each.id, pageId: page.id, code: each.code?.slice(0, 100) ?? null })));
  if (rows.length === 0) return new Set();
  const written = await tx.insert(cardRefusal).values(rows).onConflictDoNothing().returning({ mark: cardRefusal.mark });
  return new Set(written.map(({ mark }) => mark));
}

function marksOf(page: Page, { cardFingerprint, email }: RefusedTry): string[] {
  return [...new Set([
    ...page.marks,
    ...(cardFingerprint ? [markOf('card', cardFingerprint)] : []),
    ...(email ? [markOf('mail', mailboxOf(email))] : []),
    ...(page.creatorId ? [creatorMark(page.creatorId)] : []),
    EVERYWHERE,
  ])];
}

async function weigh(tx: Tx, struck: Struck | undefined): Promise<Raised[]> {
  if (!struck) return [];
  const { mark, pages } = struck;
  const limit = limitOf(mark);
  const refusals = await countRefusals(tx, mark, limits[limit].windowSeconds);
  const opened = limits[limit].shareOfPages === undefined ? 0 : await countPages(tx, pages[0]?.creatorId ?? null, limit === 'everywhere', limits[limit].windowSeconds);
  const step = stepFor(limit, refusals, opened);
  if (!step) return [];
  // A card is no way to find anybody: its limit is enforced on who typed it.
  const enforcedOn = limit === 'card' ? pages.flatMap((page) => page.marks.filter((own) => limitOf(own) !== 'mail')) : [mark];
  const raised: Raised[] = [];
  for (const each of [...new Set(enforcedOn)].sort()) raised.push(...(await raiseMeasure(tx, { mark: each, limit, step, refusals })));
  return raised;
}

/** What was before somebody lifted a measure counts no more. */
async function countRefusals(tx: Tx, mark: string, windowSeconds: number): Promise<number> {
  const { rows } = await tx.execute<{ number: number }>(sql`
    select count(*)::int as number from card_refusal
    where mark = ${mark} and learned_at > greatest(
      now() - make_interval(secs => ${windowSeconds}),
      (select max(lifted_at) from card_measure m where m.mark = ${mark}))`);
  return rows[0]?.number ?? 0;
}

async function countPages(tx: Tx, creatorId: string | null, isEverywhere: boolean, windowSeconds: number): Promise<number> {
  const { rows } = await tx.execute<{ number: number }>(sql`
    select count(*)::int as number from card_page
    where opened_at > now() - make_interval(secs => ${windowSeconds}) and (${isEverywhere} or creator_id = ${creatorId}::uuid)`);
  return rows[0]?.number ?? 0;
}
