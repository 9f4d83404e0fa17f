import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { env } from '@/lib/env';
import { newId } from '@/lib/ids';
import type { Payment } from '@/lib/payments';
import type { TipWithCreator } from './tip-rows';

/** Whoever paid, as far as that payment knows: a bill's is somebody with an account. */
type Payer = Pick<Payment, 'id' | 'personId' | 'payerEmail'>;
type Given = { tip: TipWithCreator; payment: Payer };
type Key = { personId: string | null; guestKey: string | null };
type Row = Key & { id: string; creatorId: string };

/**
 * Counts newly received tips to who gave them, as far as they chose to be seen, and writes on each
 * tip whose it is: an account, a guest by a keyed hash of the address, or everybody anonymous
 * together. One statement for a batch.
 */
export async function countSupporters(tx: Tx, given: Given[]): Promise<void> {
  if (given.length === 0) return;
  const rows = given.map(({ tip, payment }) => ({
    id: newId(), creatorId: tip.creatorId, ...keyOf(tip, payment), currency: tip.currency, minor: tip.grossMinor, at: tip.receivedAt,
  }));
  const answer = await tx.execute<Row>(sql`
    insert into supporter (id, creator_id, person_id, guest_key, tips_received, received_minor, currency, last_tip_at)
    select (array_agg(id))[1], "creatorId", "personId", "guestKey", count(*), sum(minor), min(currency), max(at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as v(id uuid, "creatorId" uuid, "personId" uuid, "guestKey" text, currency text, minor bigint, at timestamptz)
    group by 2, 3, 4 order by 2, 3, 4
    on conflict on constraint supporter_once do update set
      tips_received = supporter.tips_received + excluded.tips_received,
      received_minor = supporter.received_minor + excluded.received_minor,
      last_tip_at = greatest(supporter.last_tip_at, excluded.last_tip_at)
    returning id, creator_id as "creatorId", person_id as "personId", guest_key as "guestKey"`);
  const ids = new Map(answer.rows.map((row) => [nameOf(row.creatorId, row), row.id]));
  for (const { tip, payment } of given) tip.supporterId = ids.get(nameOf(tip.creatorId, keyOf(tip, payment))) ?? null;
}

/** Takes a tip that was refunded whole out of its supporter's count, or puts it back in. */
export async function recountSupporter(tx: Tx, tip: TipWithCreator, sign: 1 | -1): Promise<void> {
  if (!tip.supporterId) return;
  await tx.execute(sql`
    update supporter set tips_received = tips_received + ${sign}::int, received_minor = received_minor + ${sign * tip.grossMinor}::bigint
    where id = ${tip.supporterId}`);
}

function keyOf(tip: TipWithCreator, payment: Payer): Key {
  if (tip.visibility === 'anonymous') return { personId: null, guestKey: null };
  if (payment.personId) return { personId: payment.personId, guestKey: null };
  return { personId: null, guestKey: guestKey(tip.creatorId, payment) };
}

/** The same address gives another key on another page, and without our secret no key can be tried. */
function guestKey(creatorId: string, payment: Payer): string {
  const whose = payment.payerEmail?.toLowerCase() ?? payment.id;
  return createHmac('sha256', env().AUTH_SECRET).update(`supporter:${creatorId}:${whose}`).digest('base64url');
}

function nameOf(creatorId: string, { personId, guestKey: key }: Key): string {
  return [creatorId, personId, key].join(' ');
}
