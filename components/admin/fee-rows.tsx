import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { TextField } from '@/components/ui/fields';
import type { FormAction } from '@/components/ui/form-state';
import { Records } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import { day, percent, priceInWords } from '@/components/pricing/fee-words';
import type { FeeChange, FeeEstimate } from '@/lib/pricing';

/** What we take, what Stripe is expected to take, and where each number comes from. */
export function FeeRows(props: {
  history: FeeChange[];
  estimates: FeeEstimate[];
  now: Date;
  noticeDays: number;
  earliest: string;
  announce: FormAction;
  canAnnounce: boolean;
  proofHref: string;
}) {
  const current = props.history.findLast((change) => change.appliesFrom <= props.now);
  return (
    <>
      <Section title="Platform fee" hint="Of what a creator is given. Every change stands on /fees from the moment it is announced.">
        <Records
          caption="Changes of the platform fee"
          columns={[{ label: 'Applies from' }, { label: 'State' }, { label: 'Announced' }, { label: 'Fee', end: true }]}
          empty="No fee on record."
          rows={props.history.toReversed().map((change) => ({
            key: change.id,
            cells: [
              day(change.appliesFrom.toISOString()),
              <span key="state" className={`status status-${change.appliesFrom > props.now ? 'wait' : change === current ? 'good' : 'quiet'}`}>
                {change.appliesFrom > props.now ? 'Announced' : change === current ? 'In force' : 'Past'}
              </span>,
              day(change.announcedAt.toISOString()),
              <span key="fee" className="sum">{percent(change.basisPoints)}</span>,
            ],
          }))}
        />
      </Section>
      <Section title="Announce a change" hint={`A rise applies after ${props.noticeDays} days at the earliest; a lower fee may apply from tomorrow. What was paid before is never touched. An announcement cannot be taken back, only followed by another.`}>
        {props.canAnnounce ? (
          <ActionForm action={props.announce} label="Announce a platform fee">
            <div className="grid gap-5 sm:grid-cols-2">
              <TextField name="percent" label="Fee in percent" inputMode="decimal" placeholder="2.5" autoComplete="off" required />
              <TextField name="appliesFrom" label="Applies from (UTC)" type="date" min={props.earliest} required />
            </div>
            <SubmitButton>Announce it on /fees</SubmitButton>
          </ActionForm>
        ) : (
          <p><a href={props.proofHref} className="button button-plain">Show the second factor</a></p>
        )}
      </Section>
      <Section title="Stripe’s prices, as expected" hint="Shown before paying. What Stripe really took stands on each receipt. New rows come with a new version of the software.">
        <Records
          caption="Expected prices of the processor"
          columns={[{ label: 'Method' }, { label: 'Currency' }, { label: 'Price' }, { label: 'Read', end: true }]}
          empty="No price on record."
          rows={props.estimates.map((row) => ({
            key: row.id,
            cells: [
              row.method.replaceAll('_', ' '),
              `${row.currency}, ${row.region.toUpperCase()}`,
              <span key="price" className="figures">{priceInWords(row, row.currency)}</span>,
              <span key="read">
                <a href={row.sourceUrl} rel="noreferrer" className="text-link">{new URL(row.sourceUrl).hostname}</a>
                <span className="hint block">{row.sourceDate}{row.certainty === 'secondary' && ', told by others'}</span>
              </span>,
            ],
          }))}
        />
      </Section>
    </>
  );
}
