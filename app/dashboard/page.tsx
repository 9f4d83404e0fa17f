import type { Metadata } from 'next';
import { Checklist } from '@/components/dashboard/checklist';
import { DaysChart } from '@/components/dashboard/days-chart';
import { EarningsSums } from '@/components/dashboard/earnings-sums';
import { LineTable } from '@/components/dashboard/line-table';
import { MonthReceipt } from '@/components/dashboard/month-receipt';
import { TipTable } from '@/components/dashboard/tip-table';
import { Icon } from '@/components/ui/icon';
import { Notice } from '@/components/ui/notice';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { listOpenWishes } from '@/lib/billing';
import { pageChecklist } from '@/lib/creators';
import { formatShortDay } from '@/lib/dates';
import { listLines, listTips, readDisputed, readEarnings, readTipFilter, sumPledges } from '@/lib/earnings';
import { formatMoney } from '@/lib/money';
import { businessClock } from '@/lib/stripe';
import { AccountNotice } from './account-notice';
import { loadBooks } from './load';
import { toTipItem } from './to-tip-item';

const NEWEST = 5;

export const metadata: Metadata = { title: 'Earnings' };

/** The home of a creator: what they have, where it lies, when it is free, and who gave last. */
export default async function DashboardRoute() {
  const { db, viewer, books, isFrozen } = await loadBooks();
  const now = await businessClock();
  const [earnings, newest, checklist, pledges, lines, disputed, wishes] = await Promise.all([
    readEarnings(db, books, now, viewer.timeZone),
    listTips(db, books.id, readTipFilter({}), { cursor: null, limit: NEWEST }),
    pageChecklist(db, books.id),
    sumPledges(db, books.id, books.currency),
    listLines(db, { creatorId: books.id }, { cursor: null, limit: NEWEST }),
    readDisputed(db, books.id, books.currency),
    listOpenWishes(db, books.id),
  ]);
  const month = new Intl.DateTimeFormat(viewer.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(now);
  const utc = { locale: viewer.locale, timeZone: 'UTC' };
  return (
    <>
      <RoomHead title="Earnings">
        <a href={`/${books.handle}`} className="button button-plain">
          See your page
        </a>
      </RoomHead>
      {books.status === 'suspended' && (
        <Notice tone="bad" icon="alert">
          Your page is suspended and takes no tips. {books.suspendedReason} Your books stay open to you.{' '}
          <a href="/dashboard/appeal" className="underline">Read more and appeal</a>
        </Notice>
      )}
      <AccountNotice db={db} creatorId={books.id} country={books.country} hasMoney={earnings.availableMinor > 0} />
      {disputed.gifts > 0 && (
        <Notice tone="wait" icon="alert">
          {disputed.gifts === 1 ? 'A fan’s bank has taken back one gift' : `Fans’ banks have taken back ${disputed.gifts} gifts`} of {formatMoney(disputed.minor, books.currency)} until
          it has decided. We answer it, and the fee is ours; if it is won, the money is back where it was.
        </Notice>
      )}
      {wishes.length > 0 && (
        <Notice tone="wait" icon="alert">
          {wishes.length === 1 ? 'A fan asks to have a gift back:' : `${wishes.length} fans ask to have a gift back:`}{' '}
          {wishes.map(({ lineId, amountMinor, currency }, at) => (
            <span key={lineId}>{at > 0 && ', '}<a href={`/dashboard/supporters/${lineId}`} className="underline">{formatMoney(amountMinor, currency)}</a></span>
          ))}
          .
        </Notice>
      )}
      <EarningsSums
        earnings={{ ...earnings, isFrozen, heldByDay: earnings.heldByDay.map(({ day, amountMinor }) => ({ when: formatShortDay(day, utc), amountMinor })) }}
      />
      <div className="dash-pair">
        <Section title={month} hint="From the ledger, in UTC.">
          <MonthReceipt month={earnings.month} currency={earnings.currency} />
        </Section>
        <Section title="Last 30 days">
          <DaysChart currency={earnings.currency} days={earnings.days.map(({ day, amountMinor }) => ({ when: formatShortDay(day, utc), amountMinor }))} />
        </Section>
      </div>
      <Section
        title="Pledges"
        hint={
          pledges.pledges === 0
            ? 'Nobody pledges by the month yet.'
            : `${pledges.pledges === 1 ? 'One pledge' : `${pledges.pledges} pledges`}, ${formatMoney(pledges.monthlyMinor, books.currency)} a month${lateWords(pledges.inGrace)}.`
        }
      >
        <LineTable
          caption="Newest lines on fans’ tabs"
          rows={lines.rows.map(({ at, ...row }) => ({ ...row, day: formatShortDay(at, viewer) }))}
          empty="What fans put on their tabs for you stands here: first accrued, then held, then available."
        />
        <p className="flex flex-wrap gap-x-6 gap-y-2">
          <a href="/dashboard/supporters" className="text-link">
            Who pledges
          </a>
          <a href="/dashboard/statements" className="text-link">
            Statements
          </a>
        </p>
      </Section>
      <Section title="Newest tips">
        <TipTable rows={newest.rows.map((row) => toTipItem(row, { reader: viewer, isFrozen, now }))} empty={<NoTips handle={books.handle} />} />
        {newest.rows.length > 0 && (
          <p>
            <a href="/dashboard/tips" className="text-link">
              All tips
            </a>
          </p>
        )}
      </Section>
      <Checklist steps={checklist} handle={books.handle} />
    </>
  );
}

function NoTips({ handle }: { handle: string }) {
  return (
    <>
      <p>No tip yet. Your page is ready for the first one.</p>
      <a href={`/${handle}`} className="button button-plain">
        <Icon name="arrow-left" /> See your page and share its address
      </a>
    </>
  );
}

/** Whose card was refused keeps what a pledge opens for some days. */
function lateWords(pledges: number): string {
  if (pledges === 0) return '';
  return pledges === 1 ? '; one is late with its payment' : `; ${pledges} are late with their payment`;
}
