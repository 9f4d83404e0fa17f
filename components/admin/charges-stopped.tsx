import type { FormAction } from '@/components/ui/form-state';
import { Notice } from '@/components/ui/notice';
import type { ChargeStop } from '@/lib/billing';
import { Barred, HardAct } from './suspension';
import { When, type Clocked } from './when';

type Props = { stop: ChargeStop; clock: Clocked; proof: string | null; action: FormAction };

/** Charges stand still, since when and why, and how they go on. */
export function ChargesStopped({ stop, clock, proof, action }: Props) {
  const title = 'Let charges go on';
  return (
    <div className="grid gap-6">
      <Notice tone="bad" icon="alert">
        No bill is charged since <When at={stop.stoppedAt} clock={clock} />: <Why stop={stop} /> Fans were told nothing.
      </Notice>
      {proof ? (
        <Barred title={title} sentence="Show your second factor again before you let charges go on." href={proof} />
      ) : (
        <HardAct
          title={title}
          open={isRestored(stop) ? 'Every charge is known…' : 'It is mended…'}
          consequence="All bills that are due are charged, and those that failed by our request are tried again at once. Should Stripe still not take them, they stop again after five."
          button="Charge again"
          label={title}
          action={action}
          id="billing"
          isDanger={false}
          reasonHint="Kept in the audit log."
        />
      )}
    </div>
  );
}

/** A backup was restored (lib/backup): what was charged after it is due again in these books. */
const isRestored = ({ failureCode }: ChargeStop) => failureCode === 'restored_from_backup';

function Why({ stop }: { stop: ChargeStop }) {
  if (isRestored(stop)) return <>these books were restored from a backup, and a bill that was charged after it is due again in them. The job “reconcile” takes such charges in; they can go on once no charge is left that <a href="/admin/reconciliation" className="text-link">only Stripe knows</a>.</>;
  return <>Stripe would not take {stop.refused} of our requests in a row (<code>{stop.failureCode}</code>).</>;
}
