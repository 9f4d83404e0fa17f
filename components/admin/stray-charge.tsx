import type { ReactNode } from 'react';
import type { FormAction } from '@/components/ui/form-state';
import { Fact, Facts } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import { formatMoney } from '@/lib/money/input';
import type { Stray } from '@/lib/reconcile';
import { Barred, HardAct } from './suspension';
import { When, type Clocked } from './when';

type Deciding = { record: FormAction; giveBack: FormAction; proofHref: string | null };

/** What Stripe knows of a charge that no payment of ours stands behind. */
export function StrayFacts({ stray, clock }: { stray: Stray; clock: Clocked }) {
  return (
    <Section title="What Stripe knows">
      <Facts>
        <Fact label="Charge"><code>{stray.chargeId}</code></Fact>
        <Fact label="Paid"><When at={stray.createdAt} clock={clock} /></Fact>
        <Fact label="It says"><span dir="auto">{stray.description || 'nothing'}</span></Fact>
        <Fact label="It seems to be">{purposeWords(stray)}</Fact>
        {stray.refundedMinor > 0 && <Fact label="Given back already">{formatMoney(stray.refundedMinor, stray.currency)}</Fact>}
      </Facts>
    </Section>
  );
}

function purposeWords({ purpose, isOurs, isDisputed }: Stray): ReactNode {
  if (isOurs) return 'A payment that we know: its event books it. Run the job “reconcile”.';
  if (isDisputed) return 'Disputed by its bank.';
  if (purpose?.kind === 'tip') return <>A tip for <a href={`/admin/creators/${purpose.creatorId}`} className="text-link">{purpose.name}</a> <span className="hint">/{purpose.handle}</span></>;
  if (purpose?.kind === 'bill') return <>The sum of <a href={`/admin/billing/${purpose.billId}`} className="text-link">a bill of the same fan</a> that waits to be charged</>;
  return 'Nothing that our books have. If it is a bill of after the backup, run the job “billing” first: it drafts the bill anew, and charges nothing.';
}

/** The two decisions about it, each balanced: it is what it paid for, or it goes back. */
export function StrayDecisions({ stray, deciding }: { stray: Stray; deciding: Deciding }) {
  if (stray.isOurs || stray.isDisputed) return null;
  if (deciding.proofHref) return <Barred title="Decide" sentence="Show your second factor again before money moves." href={deciding.proofHref} />;
  const sum = formatMoney(stray.amountMinor, stray.currency);
  return (
    <>
      {stray.purpose && <Record stray={stray} purpose={stray.purpose} action={deciding.record} sum={sum} />}
      <HardAct
        title="Give it back"
        open="Give it back…"
        consequence={`${formatMoney(stray.amountMinor - stray.refundedMinor, stray.currency)} go back to who paid. Stripe keeps its fee, which is your cost. It cannot be called back.`}
        button="Give it back"
        label={`Give back ${stray.chargeId}`}
        action={deciding.giveBack}
        id={stray.chargeId}
        isDanger
        reasonHint="Kept in the audit log, with your name."
      />
    </>
  );
}

function Record({ stray, purpose, action, sum }: { stray: Stray; purpose: NonNullable<Stray['purpose']>; action: FormAction; sum: string }) {
  const isTip = purpose.kind === 'tip';
  return (
    <HardAct
      title={isTip ? `Record it as income of ${purpose.name}` : 'Record that it paid the bill'}
      open={isTip ? 'Record it…' : 'Record that it paid…'}
      consequence={isTip
        ? `${purpose.name} gets the ${sum} less fees, and the hold of every tip. What the fan wrote with it is lost, and so is what of it was meant for Tuppence.`
        : `The bill is paid by these ${sum}, and its fan is not charged again. If lines of it are lost with the books, they are not billed.`}
      button="Record it"
      label={`Record ${stray.chargeId}`}
      action={action}
      id={stray.chargeId}
      isDanger={false}
      reasonHint="Kept in the audit log, with your name."
    >
      <input type="hidden" name="expected" value={isTip ? purpose.creatorId : purpose.billId} />
    </HardAct>
  );
}
