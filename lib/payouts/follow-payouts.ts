import { sql } from 'drizzle-orm';
import { getDb, inTransaction, type Queryable } from '@/db/client';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { invariant } from '@/lib/errors';
import { log } from '@/lib/log';
import { fetchTransfer, listBankPayouts, ProcessorUnavailable } from '@/lib/stripe';
import { carrierOf, followBank } from './follow-bank';
import { lockPayout, readPayout } from './payout-rows';
import { returnTransfer } from './return-transfer';

const BATCH = 50;
/** Events tell sooner; this is for those that were lost. */
const AGAIN_MINUTES = 60;

/**
 * Asks the processor where sent payouts are: whether their transfer came back, and whether their bank
 * has the money. Each again after an hour, or at once when an event named it.
 *
 * @param now business time
 * @returns how many were looked at
 */
export async function followPayouts(now: Date): Promise<number> {
  const { rows } = await getDb().execute<{ id: string }>(sql`
    select id from payout where status in ('sent', 'paid')
      and ((followed_at is null) or (status = 'sent' and followed_at <= ${addMilliseconds(now, -AGAIN_MINUTES * MINUTE_MS).toISOString()}::timestamptz))
    order by followed_at nulls first, id limit ${BATCH}`);
  let followed = 0;
  for (const { id } of rows) followed += await followOne(id, now);
  return followed;
}

async function followOne(id: string, now: Date): Promise<number> {
  const version = await versionOf(getDb(), id);
  try {
    return (await follow(id, version, now)) ? 1 : 0;
  } catch (error) {
    // The next run asks again; one account that cannot be read must not stop the others.
    if (error instanceof ProcessorUnavailable) return 0;
    log.error('payout.not_followed', error, { payout: id });
    await setFollowed(getDb(), id, now);
    return 0;
  }
}

/** Whether what the processor answered was taken: of two who ask at once only the first is listened to. */
async function follow(id: string, version: string | null, now: Date): Promise<boolean> {
  const known = await readPayout(getDb(), id);
  invariant(known?.stripeTransferId && known.sentAt, 'a sent payout has its transfer');
  const transfer = await fetchTransfer(known.stripeTransferId);
  const { stripeAccountId } = known;
  const bankPayouts = stripeAccountId === null ? [] : await listBankPayouts(stripeAccountId, known.sentAt);
  const carrier = carrierOf(transfer.destinationPaymentId, bankPayouts);
  return inTransaction(async (tx) => {
    const sent = await lockPayout(tx, id);
    invariant(sent, 'a payout is never removed');
    // An event marked it since, or somebody else followed it: our answer may be the older one, so it is asked again.
    if ((await versionOf(tx, id)) !== version) return false;
    await returnTransfer(tx, sent, transfer);
    const after = await lockPayout(tx, id);
    if (carrier && after && (after.status === 'sent' || after.status === 'paid')) await followBank(tx, after, carrier);
    await setFollowed(tx, id, now);
    return true;
  });
}

/** Another with each change of the row: PostgreSQL's number of the transaction that wrote it last. */
async function versionOf(db: Queryable, id: string): Promise<string | null> {
  const { rows } = await db.execute<{ version: string }>(sql`select xmin::text as version from payout where id = ${id}`);
  return rows[0]?.version ?? null;
}

function setFollowed(db: Queryable, id: string, now: Date) {
  return db.execute(sql`update payout set followed_at = ${now.toISOString()}::timestamptz where id = ${id}`);
}

/**
 * Marks sent payouts to be asked about at once, because an event named their transfer or their account.
 * A transfer may come back after years; what a bank sends back comes within weeks.
 *
 * @returns how many
 */
export async function markToFollow(db: Queryable, named: { transferId: string } | { accountId: string }): Promise<number> {
  const which = 'transferId' in named
    ? sql`stripe_transfer_id = ${named.transferId} and status in ('sent', 'paid')`
    : sql`stripe_account_id = ${named.accountId} and (status = 'sent'
      or (status = 'paid' and ended_at > (select max(o.ended_at) - interval '30 days' from payout o where o.creator_id = payout.creator_id)))`;
  const { rowCount } = await db.execute(sql`update payout set followed_at = null where ${which}`);
  return rowCount ?? 0;
}
