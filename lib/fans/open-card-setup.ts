import { and, eq, inArray, isNull, lt, or } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import { cardSetup } from '@/db/schema';
import { noteCardPage, type Source } from '@/lib/defence';
import { addMilliseconds, MINUTE_MS } from '@/lib/dates';
import { newId } from '@/lib/ids';
import type { Currency } from '@/lib/money';
import { recordOrigin, type Whence } from '@/lib/origins';
import { openSetup, ProcessorUnavailable } from '@/lib/stripe';
import { CardSetupClosed } from './card-errors';
import { ensureCustomer } from './ensure-customer';
import type { Fan } from './queries';

/** The hosted page closes an hour after it was asked for; Stripe allows 30 min to 24 h. */
const PAGE_LIFETIME_MS = 60 * MINUTE_MS;
/** Stripe opens no page that would close within half an hour; with some minutes for clocks that differ. */
const OPENED_WITHIN_MS = 25 * MINUTE_MS;
/** Short, so that a crash costs a fan seconds: two requests at once are harmless under one key. */
const LEASE_MS = 5_000;
const PATIENCE_MS = 25_000;
const POLL_MS = 100;

type Setup = typeof cardSetup.$inferSelect;
type SetupWish = { key?: string; pledgeId?: string; returnPath: string; cancelPath: string; currency: Currency; from?: Whence; source?: Source; creatorId?: string; now: Date };

/**
 * Answers where to save a card: the address of a hosted page that charges nothing. The row comes
 * first and is the processor's idempotency key, so the same `key` is the same page, however often
 * and from however many servers it is asked for. No transaction is open during the request.
 *
 * @param request.key minted by the form; without one each call is a page of its own
 * @param request.pledgeId the pledge that is confirmed by it: saving the card starts that one and no other
 * @param request.now business time
 * @throws CardSetupClosed when this page is over; ProcessorUnavailable
 */
export async function openCardSetup(
  fan: Fan,
  request: SetupWish,
): Promise<string> {
  const { key: id = newId(), now } = request;
  await inTransaction((tx) => writeOnce(tx, fan, id, request));
  const patienceEnds = Date.now() + PATIENCE_MS;
  for (;;) {
    const row = await read(fan.id, id);
    if (row.checkoutUrl) return row.checkoutUrl;
    if (row.createdAt < addMilliseconds(now, -OPENED_WITHIN_MS)) throw new CardSetupClosed();
    if (await lease(id)) return open(row, fan);
    if (Date.now() > patienceEnds) throw new ProcessorUnavailable();
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function writeOnce(tx: Tx, fan: Fan, id: string, { from, source, creatorId, now, key: _key, ...columns }: SetupWish): Promise<void> {
  const written = await tx
    .insert(cardSetup)
    .values({ id, fanId: fan.id, ...columns, status: 'created', createdAt: now })
    .onConflictDoNothing()
    .returning({ id: cardSetup.id });
  if (written.length === 0) return;
  await noteCardPage(tx, { id, deed: 'card', creatorId: creatorId ?? null, source });
  await recordOrigin(tx, { deed: 'card', personId: fan.personId, fanId: fan.id, from, now });
}

async function open(row: Setup, fan: Fan): Promise<string> {
  try {
    const { sessionId, url } = await openSetup({
      setupId: row.id,
      customerId: await ensureCustomer(fan),
      currency: row.currency,
      returnPath: row.returnPath,
      cancelPath: row.cancelPath,
      expiresAt: addMilliseconds(row.createdAt, PAGE_LIFETIME_MS),
    });
    await getDb()
      .update(cardSetup)
      .set({ checkoutSessionId: sessionId, checkoutUrl: url, openingUntil: null })
      .where(eq(cardSetup.id, row.id));
    // Apart, because a webhook may have moved the status on while we waited for the answer.
    await getDb().update(cardSetup).set({ status: 'open' }).where(and(eq(cardSetup.id, row.id), eq(cardSetup.status, 'created')));
    return url;
  } catch (error) {
    await getDb().update(cardSetup).set({ openingUntil: null }).where(eq(cardSetup.id, row.id));
    throw error;
  }
}

async function lease(setupId: string): Promise<boolean> {
  const now = new Date();
  const taken = await getDb()
    .update(cardSetup)
    .set({ openingUntil: addMilliseconds(now, LEASE_MS) })
    .where(
      and(
        eq(cardSetup.id, setupId),
        inArray(cardSetup.status, ['created', 'open']),
        isNull(cardSetup.checkoutUrl),
        or(isNull(cardSetup.openingUntil), lt(cardSetup.openingUntil, now)),
      ),
    )
    .returning({ id: cardSetup.id });
  return taken.length > 0;
}

/** A key that somebody else's setup has is as good as one that is over. */
async function read(fanId: string, setupId: string): Promise<Setup> {
  const [row] = await getDb().select().from(cardSetup).where(and(eq(cardSetup.id, setupId), eq(cardSetup.fanId, fanId)));
  if (!row || (row.status !== 'created' && row.status !== 'open')) throw new CardSetupClosed();
  return row;
}
