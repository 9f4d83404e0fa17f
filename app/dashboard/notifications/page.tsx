import type { Metadata } from 'next';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { RadioField } from '@/components/ui/fields';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { loadBooks } from '../load';
import { chooseMail } from './actions';

export const metadata: Metadata = { title: 'Mail' };

const CHOICES = [
  { value: 'each', label: 'For each tip', hint: 'At once, with message, fees and what is left for you.' },
  { value: 'daily', label: 'Once a day', hint: 'After midnight (UTC), if there was one: how many and how much.' },
  { value: 'never', label: 'Never', hint: 'You find everything here.' },
];

/** How a creator hears of tips. What concerns refunds and security is sent in any case. */
export default async function NotificationsRoute() {
  const { books } = await loadBooks();
  return (
    <>
      <RoomHead title="Mail" sentence="How you hear of tips." />
      <Section title="Mail about tips" hint="Such a mail says of the fan only what the fan chose to show.">
        <ActionForm action={chooseMail} label="Mail about tips">
          <RadioField name="notifyTips" label="Send me a mail" options={CHOICES} defaultValue={books.notifyTips} />
          <SubmitButton>Save</SubmitButton>
        </ActionForm>
      </Section>
    </>
  );
}
