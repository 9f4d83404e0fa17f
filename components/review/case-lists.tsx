import { Status } from '@/components/admin/status';
import { When, type Clocked } from '@/components/admin/when';
import { sentenceWords } from '@/components/admin/words';
import { Fact, Facts, Records } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import { formatMoney } from '@/lib/money/input';
import type { CaseGift, PayoutCase } from '@/lib/review';
import { WINDOW_DAYS } from '@/lib/review/input';
import { payoutStateWords } from './words';

/** Who gave most, and the newest gifts with what they said. */
export function CaseGifts({ file, clock }: { file: PayoutCase; clock: Clocked }) {
  const { payout, income, givers, latest } = file;
  const total = income?.minor ?? 0;
  return (
    <>
      <Section title="Who gave" id="givers" hint={`The last ${WINDOW_DAYS} days, before fees.`}>
        <Records
          caption="Who gave most"
          columns={[{ label: 'Who' }, { label: 'Gifts', end: true }, { label: 'In all', end: true }, { label: 'Share', end: true }]}
          empty="Nobody has given anything yet."
          rows={givers.map((giver, at) => ({
            key: `${at}-${giver.who}`,
            cells: [
              <a key="who" href={giver.personId ? `/admin/people/${giver.personId}` : giftHref(giver)} className="text-link" dir="auto">{giver.who}</a>,
              giver.gifts,
              <span key="sum" className="sum">{formatMoney(giver.minor, payout.currency)}</span>,
              total > 0 ? `${Math.round((giver.minor / total) * 100)} %` : '–',
            ],
          }))}
        />
      </Section>
      <Section title="Last gifts">
        <Records
          caption="Last gifts"
          columns={[{ label: 'From' }, { label: 'What' }, { label: 'When' }, { label: 'Amount', end: true }]}
          empty="Nobody has given anything yet."
          rows={latest.map((gift) => ({
            key: gift.id,
            cells: [
              <a key="from" href={giftHref(gift)} className="text-link" dir="auto">{gift.who}</a>,
              <What key="what" gift={gift} />,
              <When key="when" at={gift.givenAt} clock={clock} />,
              <span key="sum" className="sum">{formatMoney(gift.amountMinor, gift.currency)}</span>,
            ],
          }))}
        />
      </Section>
    </>
  );
}

function What({ gift }: { gift: CaseGift }) {
  return (
    <span>
      {sentenceWords(gift.kind)}{gift.visibility === 'anonymous' && ', anonymous'}{gift.refundedMinor > 0 && ', refunded'}
      {gift.message && <span className="hint block" dir="auto">“{gift.message}”</span>}
    </span>
  );
}

function giftHref({ billId, paymentId }: { billId: string | null; paymentId: string }): string {
  return billId ? `/admin/billing/${billId}` : `/admin/payments/${paymentId}`;
}

/** What came before it, the account, the page and what the payout costs; two that are low stand beside each other, and two that are high. */
export function CaseFacts({ file, clock }: { file: PayoutCase; clock: Clocked }) {
  const { payout, creator, owner, account, earlier, balances } = file;
  const money = (amountMinor: number) => formatMoney(amountMinor, payout.currency);
  return (
    <>
      <Section title="Earlier payouts" id="payouts">
        {earlier.length === 0 ? <p className="text-second">This is the first.</p> : (
          <ul className="earlier">
            {earlier.map((row) => (
              <li key={row.id}>
                <a href={`/admin/payouts/${row.id}`} className="text-link"><When at={row.requestedAt} clock={clock} /></a>
                <Status state={row.status} label={payoutStateWords(row.status).label} tone={payoutStateWords(row.status).tone} />
                <span className="sum">{formatMoney(row.amountMinor, row.currency)}</span>
                {row.reason && <span className="hint" dir="auto">{row.reason}</span>}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Payout account" id="account">
        {account ? (
          <Facts>
            <Fact label="State"><Status state={account.status} label={sentenceWords(account.status)} tone={account.status === 'active' ? 'good' : 'bad'} /></Fact>
            <Fact label="Goes to">{account.destination ?? '–'}</Fact>
            <Fact label="Country">{account.country}</Fact>
            <Fact label="Connected">{account.firstActiveAt ? <When at={account.firstActiveAt} clock={clock} /> : 'not yet'}</Fact>
            <Fact label="Changed">{account.changedAt ? <When at={account.changedAt} clock={clock} /> : 'never'}</Fact>
            <Fact label="This payout costs us">{money(payout.costMinor)}</Fact>
          </Facts>
        ) : <p className="text-second">None is connected.</p>}
      </Section>
      <Section title="The page">
        <Facts>
          <Fact label="State"><Status state={creator.status} /></Fact>
          <Fact label="Opened"><When at={creator.createdAt} clock={clock} /></Fact>
          <Fact label="Owner">{owner ? <a href={`/admin/people/${owner.id}`} className="text-link">{owner.displayName ?? 'Without a name'}</a> : 'Nobody'}</Fact>
          <Fact label="Available besides">{money(balances.availableMinor)}</Fact>
          <Fact label="Debt">{money(balances.debtMinor)}</Fact>
          <Fact label="Money and acts"><a href={`/admin/creators/${creator.id}`} className="text-link">The creator’s file</a></Fact>
        </Facts>
        <p className="whitespace-pre-line [overflow-wrap:anywhere]" dir="auto">{creator.tagline}</p>
      </Section>
    </>
  );
}

/** The newest of the gifts whose money the payout takes. */
export function CaseLines({ file, clock }: { file: PayoutCase; clock: Clocked }) {
  const { payout, lines, lineCount } = file;
  return (
    <Section title="What it is made of" hint={lineCount.lines > lines.length ? `The newest ${lines.length} of ${lineCount.lines} gifts.` : undefined}>
      <Records
        caption="Gifts in this payout"
        columns={[{ label: 'Gift' }, { label: 'Collected' }, { label: 'Was', end: true }, { label: 'Arrives', end: true }]}
        empty="Its gifts were let go when it ended."
        rows={lines.map((line) => ({
          key: line.id,
          cells: [
            line.paymentId || line.billId
              ? <a key="gift" href={giftHref({ billId: line.billId, paymentId: line.paymentId ?? '' })} className="text-link">{sentenceWords(line.kind)}</a>
              : sentenceWords(line.kind),
            <When key="when" at={line.givenAt} clock={clock} />,
            formatMoney(line.grossMinor, payout.currency),
            <span key="sum" className="sum">{formatMoney(line.amountMinor, payout.currency)}</span>,
          ],
        }))}
      />
    </Section>
  );
}
