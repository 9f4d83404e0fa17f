import { sql } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import type { reconcileGap } from '@/db/schema';
import { addMilliseconds } from '@/lib/dates';
import { keepGaps, type Gap } from './keep-gaps';
import { measureObjects, type Measured } from './measure-objects';
import { PATIENCE_MS } from './patience';

const BATCH = 1_000;

/** By currency, what the processor has more than the books of objects that are not compared yet. */
export type OnTheirWay = Map<string, number>;

/**
 * Compares objects on both sides. What agrees to the cent is marked and never measured again, unless
 * it moves anew; what does not is kept as a gap once it is five minutes old. What was a gap stays one
 * until it agrees.
 *
 * @param whole measures every object there is, not only what moved or differs
 * @param strangers objects that only the books know
 * @param now business time
 */
export async function matchObjects({ whole, strangers, now }: { whole: boolean; strangers: string[]; now: Date }): Promise<OnTheirWay> {
  const onTheirWay: OnTheirWay = new Map();
  const open = await openObjects();
  const asked = [...new Set([...open, ...strangers, ...(whole ? await allObjects() : await unmatchedObjects())])];
  for (let at = 0; at < asked.length; at += BATCH) {
    const batch = asked.slice(at, at + BATCH);
    await settle(batch, await measureObjects(batch), { open, onTheirWay, now });
  }
  return onTheirWay;
}

type Settling = { open: ReadonlySet<string>; onTheirWay: OnTheirWay; now: Date };

async function settle(asked: string[], measured: Measured[], { open, onTheirWay, now }: Settling): Promise<void> {
  const gaps: Gap[] = [];
  const waiting = new Set<string>();
  for (const [objectId, sides] of byObject(measured)) {
    const apart = gapsOf(sides);
    const isYoung = sides.some(({ happenedAt, processorMinor }) => processorMinor !== null && happenedAt > addMilliseconds(now, -PATIENCE_MS));
    if (apart.length > 0 && isYoung && !open.has(objectId)) {
      waiting.add(objectId);
      for (const { currency, processorMinor, ledgerMinor } of apart) onTheirWay.set(currency, (onTheirWay.get(currency) ?? 0) + processorMinor - ledgerMinor);
    } else gaps.push(...apart);
  }
  const apart = new Set(gaps.map(({ objectId }) => objectId));
  await keepGaps(gaps, asked.filter((objectId) => !waiting.has(objectId)));
  await markMatched(asked.filter((objectId) => !waiting.has(objectId) && !apart.has(objectId)));
}

function byObject(measured: Measured[]): Map<string, Measured[]> {
  const sides = new Map<string, Measured[]>();
  for (const each of measured) sides.set(each.objectId, [...(sides.get(each.objectId) ?? []), each]);
  return sides;
}

/** What of one object's two sides differs, currency by currency. */
function gapsOf(sides: Measured[]): Gap[] {
  const kind = kindOf(sides);
  return sides.flatMap((side) => {
    const [processorMinor, ledgerMinor] = [side.processorMinor ?? 0, side.ledgerMinor ?? 0];
    if (processorMinor === ledgerMinor) return [];
    const { objectId, currency, happenedAt } = side;
    return [{ objectId, currency, kind, processorMinor, ledgerMinor, happenedAt, type: sides.find(({ type }) => type !== null)?.type ?? null }];
  });
}

function kindOf(sides: Measured[]): (typeof reconcileGap.$inferSelect)['kind'] {
  if (sides.every(({ ledgerMinor }) => ledgerMinor === null)) return 'not_in_ledger';
  if (sides.every(({ processorMinor }) => processorMinor === null)) return 'not_at_processor';
  // Charged in one currency and settled in another: each side knows it, but not in the same money.
  return sides.every(({ processorMinor, ledgerMinor }) => processorMinor !== null && ledgerMinor !== null) ? 'amount_differs' : 'foreign_fee';
}

async function markMatched(objectIds: string[]): Promise<void> {
  await inTransaction((tx) => tx.execute(sql`
    update balance_record set matched_at = now() where matched_at is null and object_id = any(${sql.param(objectIds)}::text[])`));
}

async function openObjects(): Promise<Set<string>> {
  const { rows } = await getDb().execute<{ objectId: string }>(sql`
    select distinct object_id as "objectId" from reconcile_gap where closed_at is null and kind <> 'balance_differs'`);
  return new Set(rows.map(({ objectId }) => objectId));
}

async function unmatchedObjects(): Promise<string[]> {
  const { rows } = await getDb().execute<{ objectId: string }>(sql`select distinct object_id as "objectId" from balance_record where matched_at is null`);
  return rows.map(({ objectId }) => objectId);
}

async function allObjects(): Promise<string[]> {
  const { rows } = await getDb().execute<{ objectId: string }>(sql`select distinct object_id as "objectId" from balance_record`);
  return rows.map(({ objectId }) => objectId);
}
