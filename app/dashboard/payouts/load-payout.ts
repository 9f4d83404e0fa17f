import 'server-only';
import { notFound } from 'next/navigation';
import { payoutStateWords } from '@/components/payouts/payout-state';
import type { Queryable } from '@/db/client';
import { formatDay, type DateReader } from '@/lib/dates';
import { env } from '@/lib/env';
import { findOwnPayout, isOpenPayout, readPayoutStatement, type PayoutStatement, type PayoutWithCreator } from '@/lib/payouts';
import type { PayoutView } from '@/lib/receipts';

/** One of a creator's own payouts with what it is made of; somebody else's is a page that does not exist. */
export async function loadPayout(db: Queryable, creatorId: string, payoutId: unknown) {
  const payout = typeof payoutId === 'string' ? await findOwnPayout(db, creatorId, payoutId) : null;
  if (!payout) notFound();
  return { payout, statement: await readPayoutStatement(db, payout.id) };
}

/** A payout for the renderers of page and PDF. */
export function toPayoutView(payout: PayoutWithCreator, { lines, sums }: PayoutStatement, reader: DateReader): PayoutView {
  return {
    id: payout.id,
    creator: { name: payout.creatorName, handle: payout.handle },
    currency: payout.currency,
    gifts: lines.length,
    sums,
    costMinor: payout.costMinor,
    fate: isOpenPayout(payout.status) ? 'open' : payout.status === 'sent' || payout.status === 'paid' ? 'left' : 'stays',
    state: payoutStateWords(payout),
    destination: payout.destination ?? payout.account?.destination ?? null,
    sentOn: payout.sentAt && formatDay(payout.sentAt, reader),
    askedOn: formatDay(payout.requestedAt, reader),
    operatorName: env().OPERATOR_NAME,
    at: payout.requestedAt,
  };
}
