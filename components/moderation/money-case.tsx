import type { ReactNode } from 'react';
import { ReasonedAct } from '@/components/admin/suspension';
import type { FormAction } from '@/components/ui/form-state';
import { Section } from '@/components/ui/room-shell';
import type { FreezeFile } from '@/lib/freeze';
import { FrozenSums } from './frozen-sums';

/** What an admin sees of a suspended page's money, and how far giving it back has come. */
export function MoneyCase({ freeze, children }: { freeze: FreezeFile; children?: ReactNode }) {
  const { status, sums, reason } = freeze;
  const failed = sums.reduce((sum, each) => sum + each.failed, 0);
  const onTheirWay = sums.reduce((sum, each) => sum + each.onTheirWay, 0);
  return (
    <Section title="The money" hint={STATES[status]}>
      {reason && <p className="hint">The reason: <span dir="auto">{reason}</span></p>}
      {sums.length > 0 ? <FrozenSums sums={sums} /> : <p className="text-second">Nothing of it is here.</p>}
      {onTheirWay > 0 && <p>{onTheirWay === 1 ? 'One gift is on its' : `${onTheirWay} gifts are on their`} way back.</p>}
      {failed > 0 && status === 'returning' && (
        <p className="text-bad">{failed === 1 ? 'One refund did not go through. Open its payment' : `${failed} refunds did not go through. Open each payment`} and send it back by hand.</p>
      )}
      {children}
    </Section>
  );
}

const STATES: Record<FreezeFile['status'], string> = {
  standing: 'It stands still until you decide: released to the page’s owner, or given back to those who gave it. None of it becomes ours.',
  returning: 'It is being given back, line by line; what arrives later too.',
  released: 'It is free and moves on as always.',
};

type Acts = { creatorId: string; action: FormAction; mayRelease: boolean; whyNot: string | null; appealWaits: boolean; appealUntil: string | null };

/** The two ends that frozen money can have. */
export function MoneyActs({ creatorId, action, mayRelease, whyNot, appealWaits, appealUntil }: Acts) {
  return (
    <div className="choices">
      {mayRelease && (
        <ReasonedAct open="Release it…" consequence="The page stays suspended, and its owner can have paid out what it received before. A mail tells them, with the reason." button="Release it now" label="Release the money" action={action} id={creatorId} isDanger={false} reasonHint="Its owner reads it, in these words.">
          <input type="hidden" name="verdict" value="release" />
        </ReasonedAct>
      )}
      {!appealWaits && (
        <ReasonedAct
          open="Give it back…"
          consequence={`Every gift that still has money here goes back whole to who gave it. This cannot be undone.${appealUntil ? ` Its owner may appeal until ${appealUntil}: a granted appeal brings back only what has not gone yet.` : ''} A mail tells them, with the reason.`}
          button="Give it back now"
          label="Give the money back"
          action={action}
          id={creatorId}
          isDanger
          reasonHint="The page’s owner reads it, in these words."
        >
          <input type="hidden" name="verdict" value="give_back" />
        </ReasonedAct>
      )}
      {!mayRelease && <p className="hint">It cannot be released. {whyNot}</p>}
      {appealWaits && <p className="hint">It cannot be given back yet: an appeal waits, and if it is granted, the money is its owner’s. Decide that first.</p>}
    </div>
  );
}
