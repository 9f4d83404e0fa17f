import type { Metadata } from 'next';
import { PayoutList } from '@/components/payouts/payout-list';
import { PayoutNow } from '@/components/payouts/payout-now';
import { PayoutSchedule } from '@/components/payouts/payout-schedule';
import { Notice } from '@/components/ui/notice';
import { Pager } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { formatDay, formatMoment, formatShortDay } from '@/lib/dates';
import { env } from '@/lib/env';
import { readCursor } from '@/lib/lists';
import { decimalAmount, formatMoney } from '@/lib/money';
import { listPayouts, readPayoutPlan } from '@/lib/payouts';
import { readSetting } from '@/lib/settings';
import { businessClock } from '@/lib/stripe';
import { loadBooks } from '../load';
import { ask, schedule } from './actions';

const PER_PAGE = 20;

export const metadata: Metadata = { title: 'Payouts' };

type Props = { searchParams: Promise<{ at?: string | string[]; did?: string | string[] }> };

/** What can be paid out, when it is asked for by itself, and every payout so far. */
export default async function PayoutsRoute({ searchParams }: Props) {
  const { db, viewer, books } = await loadBooks();
  const { at, did } = await searchParams;
  const now = await businessClock();
  const [plan, list, reviewNote] = await Promise.all([
    readPayoutPlan(db, { creatorId: books.id, currency: books.currency }, now),
    listPayouts(db, books.id, { cursor: readCursor(typeof at === 'string' ? at : undefined), limit: PER_PAGE }),
    readSetting(db, 'reviewNote'),
  ]);
  const { open, terms, restsUntil, newUntil, schedule: set } = plan;
  const utc = { locale: viewer.locale, timeZone: 'UTC' };
  const href = (key: string | null) => key && `/dashboard/payouts?at=${key}`;
  return (
    <>
      <RoomHead title="Payouts" sentence={<>From what is available to your bank account: asked for, looked at, sent. <a href="/payouts" className="text-link">How long that takes</a></>} />
      {did === 'saved' && <div role="status"><Notice tone="good" icon="check">The schedule is saved.</Notice></div>}
      <PayoutNow
        action={ask}
        view={{
          ...plan,
          currency: books.currency,
          minimumMinor: terms.minimumMinor,
          reservePercent: terms.reserve.percent,
          newUntil: newUntil && formatDay(newUntil, viewer),
          obstacle: plan.obstacle && plan.obstacle.why !== 'resting' ? plan.obstacle.why : null,
          restsUntil: restsUntil && formatMoment(restsUntil, viewer),
          open: open && { id: open.id, sum: formatMoney(open.amountMinor, open.currency) },
          nextOn: set.nextOn && formatDay(new Date(`${set.nextOn}T00:00:00Z`), utc),
          operatorName: env().OPERATOR_NAME,
          reviewNote,
        }}
      />
      <Section title="Your payouts">
        <PayoutList rows={list.rows.map((row) => ({ ...row, askedOn: formatShortDay(row.requestedAt, viewer) }))} />
        <Pager newerHref={href(list.newer)} olderHref={href(list.older)} />
      </Section>
      <PayoutSchedule
        interval={set.interval}
        minimum={set.minimumMinor === null ? '' : decimalAmount(set.minimumMinor, books.currency)}
        least={formatMoney(terms.minimumMinor, books.currency)}
        currency={books.currency}
        action={schedule}
      />
    </>
  );
}
