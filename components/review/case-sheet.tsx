import type { ReactNode } from 'react';
import { Status } from '@/components/admin/status';
import { Age, ageWords, type Clocked } from '@/components/admin/when';
import { formatMoney } from '@/lib/money/input';
import type { Finding, PayoutCase } from '@/lib/review';
import { levelWords } from '@/lib/review/input';
import { levelTones, payoutStateWords } from './words';

/** The decision on one sheet: whose, how much, what speaks against it, what for it, and the buttons. */
export function CaseSheet({ file, clock, children }: { file: PayoutCase; clock: Clocked; children: ReactNode }) {
  const { payout, creator, score } = file;
  return (
    <section className="sheet-card review-sheet" aria-labelledby="case-title">
      <header className="review-head">
        <div>
          <h2 id="case-title"><a href={creator.status === 'active' ? `/${creator.handle}` : `/admin/creators/${creator.id}`} className="review-name">{creator.name}</a></h2>
          <p className="text-second">
            Asked <Age at={payout.requestedAt} now={clock.now} />{payout.askedBy === 'schedule' && ', by schedule'} · {accountLine(file, clock.now)}
          </p>
          <StateLine file={file} />
        </div>
        <p className="review-sum">{formatMoney(payout.amountMinor, payout.currency)}</p>
      </header>
      <Strip file={file} />
      <Findings
        title="Why to look"
        findings={score.doubts}
        empty="Nothing speaks against it."
        total={<><Status state={score.level} label={`${levelWords[score.level].label} ${score.score}`} tone={levelTones[score.level]} /> <span className="hint">{levelWords[score.level].hint}</span></>}
      />
      <Findings title="Why to trust" findings={score.trusts} empty="Nothing speaks for it yet." isTrust />
      {children}
    </section>
  );
}

function accountLine({ account }: PayoutCase, now: Date): string {
  if (!account) return 'no payout account';
  const where = account.destination ?? 'account without a bank yet';
  if (account.changedAt) return `${where}, changed ${ageWords(account.changedAt, now)}`;
  return account.firstActiveAt ? `${where}, connected ${ageWords(account.firstActiveAt, now)}` : where;
}

function StateLine({ file: { payout, needsSecond, approvals, secondApproverMinor } }: { file: PayoutCase }) {
  const { tone, label } = payoutStateWords(payout.status);
  return (
    <p className="review-state">
      <Status state={payout.status} label={label} tone={tone} />
      {payout.reason && <span className="hint" dir="auto">{payout.reason}</span>}
      {needsSecond && <span className="hint">Above {formatMoney(secondApproverMinor, payout.currency, { trim: true })}: two admins have to agree.</span>}
      {approvals.map(({ adminId, name, counts }) => (
        <span key={adminId} className="hint">Approved by {name ?? 'somebody'}{counts ? '.' : ', who is no admin any more: it does not count.'}</span>
      ))}
    </p>
  );
}

function Strip({ file: { payout, lineCount, balances } }: { file: PayoutCase }) {
  const money = (amountMinor: number) => formatMoney(amountMinor, payout.currency);
  return (
    <dl className="strip">
      <div><dt>Gifts in it</dt><dd className="sum">{lineCount.lines}</dd></div>
      <div><dt>They were</dt><dd className="sum">{money(lineCount.grossMinor)}</dd></div>
      <div><dt>Fees and refunds</dt><dd className="sum">{money(payout.amountMinor - lineCount.grossMinor)}</dd></div>
      <div><dt>Still held</dt><dd className="sum">{money(balances.heldMinor)}</dd></div>
    </dl>
  );
}

function Findings(props: { title: string; findings: Finding[]; empty: string; total?: ReactNode; isTrust?: boolean }) {
  return (
    <div>
      <h3 className="review-why">{props.title}</h3>
      {props.findings.length === 0 ? <p className="text-second">{props.empty}</p> : (
        <ul className="findings">
          {props.findings.map((finding) => <FindingRow key={`${finding.code}-${finding.sentence}`} finding={finding} isTrust={props.isTrust ?? false} />)}
        </ul>
      )}
      {props.total && <p className="findings-total">{props.total}</p>}
    </div>
  );
}

function FindingRow({ finding, isTrust }: { finding: Finding; isTrust: boolean }) {
  const tone = isTrust ? 'good' : finding.points >= 30 ? 'bad' : 'wait';
  return (
    <li>
      <span className={`status status-${tone}`}>
        <span>{finding.sentence} {finding.detail && <span className="hint">{finding.detail}</span>}</span>
      </span>
      {finding.evidence && <a href={finding.evidence.href} className="text-link" aria-label={`${finding.evidence.label}: ${finding.sentence}`}>{finding.evidence.label}</a>}
      <span className="figures">{finding.points === 0 ? '0' : `+${finding.points}`}</span>
    </li>
  );
}
