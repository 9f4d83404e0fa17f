import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';
import { Records } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import type { CurrencyFigures, Figures, Health, JobLine, Waiting } from '@/lib/admin';
import { formatMoney, type Currency } from '@/lib/money/input';
import { isLate } from '@/components/moderation/late';
import { JobState } from './jobs';
import { ageWords, type Clocked } from './when';

type Clocks = { business: Clocked; real: Clocked };

/** What needs a look, what came in and went out, and whether the machinery runs. */
export function Overview(props: { figures: CurrencyFigures[]; health: Health; warnings: Waiting; jobs: JobLine[]; clocks: Clocks; countMax: number }) {
  return (
    <>
      {props.health.gaps.count > 0 && (
        <Notice tone="bad" icon="alert">
          Stripe’s record and our books differ. <a href="/admin/reconciliation" className="text-link">Look at the differences</a> before any payout is approved.
        </Notice>
      )}
      <Looks {...props} />
      <Money figures={props.figures} />
      <Section title="Jobs">
        <Records
          caption="Jobs"
          columns={[{ label: 'Job' }, { label: 'State' }, { label: 'Last run', end: true }]}
          empty="No job has run yet."
          rows={props.jobs.map((job) => ({
            key: job.name,
            cells: [
              <a key="name" href={`/admin/jobs/${job.name}`} className="text-link">{job.name}</a>,
              <JobState key="state" job={job} now={props.clocks.real.now} />,
              job.pulse ? ageWords(job.pulse.startedAt, props.clocks.real.now) : 'never',
            ],
          }))}
        />
      </Section>
    </>
  );
}

type Look = { tone: 'bad' | 'wait'; label: string; count: number; since: string | null; href: string };

/** Only what is not as it should be; an empty list is the good news. */
function Looks({ health, warnings, jobs, clocks, countMax }: { health: Health; warnings: Waiting; jobs: JobLine[]; clocks: Clocks; countMax: number }) {
  const { business, real } = clocks;
  const since = (waiting: Waiting, clock: Clocked) => waiting.oldestAt && `oldest ${ageWords(waiting.oldestAt, clock.now)}`;
  const failing = jobs.filter((job) => job.pulse?.failingSince);
  const late = jobs.filter((job) => job.isLate);
  const all: Look[] = [
    { tone: 'bad', label: 'Differences to Stripe’s record', count: health.gaps.count, since: since(health.gaps, real), href: '/admin/reconciliation' },
    { tone: 'bad', label: 'Jobs that fail', count: failing.length, since: failing.map((job) => job.name).join(', ') || null, href: '/admin/jobs' },
    { tone: 'bad', label: 'Jobs that are late', count: late.length, since: late.map((job) => job.name).join(', ') || null, href: '/admin/jobs' },
    { tone: 'bad', label: 'Events of Stripe put aside', count: health.inboxParked, since: null, href: '/admin/events?state=parked' },
    { tone: 'bad', label: 'Limits in force against card testing', count: health.attacks.count, since: since(health.attacks, real), href: '/admin/defence' },
    { tone: 'bad', label: 'Refunds that failed in 30 days', count: health.refundsFailed, since: null, href: '/admin/refunds?status=failed' },
    { tone: 'bad', label: 'Mails given up', count: health.mailsFailed, since: null, href: '/admin/mails?state=failed' },
    { tone: 'bad', label: 'Warnings of fraud to answer', count: warnings.count, since: since(warnings, business), href: '/admin/disputes' },
    { tone: 'bad', label: 'Disputes to answer', count: health.disputes.count, since: since(health.disputes, business), href: '/admin/disputes' },
    { tone: isLate(health.payouts.oldestAt, business.now) ? 'bad' : 'wait', label: isLate(health.payouts.oldestAt, business.now) ? 'Payouts to review, some late' : 'Payouts to review', count: health.payouts.count, since: since(health.payouts, business), href: '/admin/payouts' },
    { tone: isLate(health.reports.oldestAt, business.now) ? 'bad' : 'wait', label: 'Reports about pages', count: health.reports.count, since: since(health.reports, business), href: '/admin/reports' },
    { tone: isLate(health.appeals.oldestAt, business.now) ? 'bad' : 'wait', label: 'Appeals', count: health.appeals.count, since: since(health.appeals, business), href: '/admin/reports' },
    { tone: 'wait', label: 'Refunds on their way', count: health.refunds.count, since: since(health.refunds, business), href: '/admin/refunds?status=pending' },
    { tone: 'wait', label: 'Events of Stripe waiting', count: health.inbox.count, since: since(health.inbox, real), href: '/admin/events' },
    { tone: 'wait', label: 'Mails waiting', count: health.outbox.count, since: since(health.outbox, real), href: '/admin/mails' },
    { tone: 'wait', label: 'Payments that failed in 30 days', count: health.failedMonth, since: `${health.failedToday} in the last 24 h`, href: '/admin/payments?status=failed' },
    { tone: 'wait', label: 'People suspended', count: health.suspendedPeople, since: null, href: '/admin/people?only=suspended' },
  ];
  const looks = all.filter((look) => look.count > 0);
  return (
    <Section title="Why to look">
      {looks.length === 0 ? (
        <p className="status status-good">All quiet. Nothing waits, nothing failed.</p>
      ) : (
        <ul className="looks">
          {looks.map((look) => (
            <li key={look.label}>
              <span className={`status status-${look.tone}`}>
                {look.label} {look.since && <span className="hint">{look.since}</span>}
              </span>
              <a href={look.href} className="text-link figures" aria-label={`${look.label}: ${look.count}`}>
                {look.count >= countMax ? `over ${countMax}` : look.count}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const LINES: readonly (readonly [keyof Figures, string, (currency: Currency) => string])[] = [
  ['collectedMinor', 'Collected', (currency) => `/admin/payments?status=succeeded&currency=${currency}`],
  ['processorFeeMinor', 'Kept by Stripe', (currency) => `/admin/ledger?kind=processor_clearing&currency=${currency}`],
  ['refundedMinor', 'Sent back', () => '/admin/refunds'],
  ['earnedMinor', 'Tuppence’s fees and tips', (currency) => `/admin/ledger?kind=platform_fees&currency=${currency}`],
];

function Money({ figures }: { figures: CurrencyFigures[] }) {
  if (figures.length === 0) return <div className="empty">No money has moved yet.</div>;
  return (
    <div className="money-grid">
      {figures.map(({ currency, today, month, clearingMinor }) => (
        <section key={currency} className="sheet-card" aria-labelledby={`money-${currency}`}>
          <h2 id={`money-${currency}`}>{currency}</h2>
          <table className="figures-table">
            <thead>
              <tr>
                <td />
                <th scope="col">Today</th>
                <th scope="col">30 days</th>
              </tr>
            </thead>
            <tbody>
              {LINES.map(([name, label, href]) => (
                <tr key={name}>
                  <th scope="row"><a href={href(currency)} className="quiet-link">{label}</a></th>
                  <td>{money(today[name], currency)}</td>
                  <td>{money(month[name], currency)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row"><a href={`/admin/ledger?kind=processor_clearing&currency=${currency}`} className="quiet-link">At Stripe, by our books</a></th>
                <td />
                <td className="sum">{money(clearingMinor, currency)}</td>
              </tr>
            </tfoot>
          </table>
        </section>
      ))}
    </div>
  );
}

function money(amountMinor: number, currency: Currency): ReactNode {
  return amountMinor === 0 ? <span className="hint">–</span> : formatMoney(amountMinor, currency);
}
