import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';
import { Records } from '@/components/ui/records';
import { Age, When, type Clocked } from './when';
import { sentenceWords } from './words';

type Mail = { id: string; to: string; about: string; attempts: number; failureCode: string | null; nextAttemptAt: Date; createdAt: Date };

/** Mails that wait, or that were given up. */
export function MailList({ mails, clock }: { mails: Mail[]; clock: Clocked }) {
  return (
    <Records
      caption="Mails"
      columns={[{ label: 'To' }, { label: 'About' }, { label: 'Tries', end: true }, { label: 'Last answer' }, { label: 'Next try', end: true }]}
      empty="No mail waits here."
      rows={mails.map((mail) => ({
        key: mail.id,
        cells: [
          <span key="to" className="font-normal">{mail.to}</span>,
          sentenceWords(mail.about),
          mail.attempts,
          mail.failureCode ?? '–',
          <When key="next" at={mail.nextAttemptAt} clock={clock} />,
        ],
      }))}
    />
  );
}

type Event = { id: string; type: string; objectId: string; attempts: number; note: string | null; receivedAt: Date; nextAttemptAt: Date };

/** Events of the processor that wait, or that were put aside for a person. */
export function EventList({ events, now, replay }: { events: Event[]; now: Date; replay: FormAction | null }) {
  return (
    <Records
      caption="Events"
      columns={[{ label: 'Event' }, { label: 'About' }, { label: 'Came' }, { label: 'Why it waits' }, { label: 'Again', end: true }]}
      empty="No event waits here."
      rows={events.map((event) => ({
        key: event.id,
        cells: [
          <span key="type" className="font-normal">{event.type}<span className="hint block"><code>{event.id}</code></span></span>,
          <a key="object" href={`/admin/search?q=${encodeURIComponent(event.objectId)}`} className="text-link"><code>{event.objectId}</code></a>,
          <Age key="came" at={event.receivedAt} now={now} />,
          `${event.note ? sentenceWords(event.note) : 'Not looked at yet'}, ${event.attempts} tries`,
          replay && (
            <ActionForm key="again" action={replay} label={`Try ${event.id} again`} className="contents">
              <input type="hidden" name="id" value={event.id} />
              <SubmitButton plain>Try again</SubmitButton>
            </ActionForm>
          ),
        ],
      }))}
    />
  );
}
