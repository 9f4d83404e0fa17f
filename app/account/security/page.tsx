import type { Metadata } from 'next';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { countRecoveryCodes, requireUser } from '@/lib/auth';

export const metadata: Metadata = { title: 'Second factor' };

/** Whether an app on a phone is asked as well, and the way to set that up. */
export default async function SecurityRoute() {
  const viewer = await requireUser();
  const codes = viewer.hasFactor ? await countRecoveryCodes(getDb(), viewer.personId) : 0;
  return (
    <>
      <RoomHead
        title="Second factor"
        sentence="A code from an app on your phone, asked for beside the mailed link. Then a stranger in your mailbox is not yet in your account."
      />
      <Section title={viewer.hasFactor ? 'Set up' : 'Not set up'}>
        <p>
          {viewer.hasFactor
            ? `${codes === 1 ? 'One recovery code is' : `${codes} recovery codes are`} left, for a day without your phone.`
            : 'It takes a minute and any app for one-time codes. Admins need it; for creators it is wise.'}
        </p>
        <p>
          <a href="/sign-in/factor/setup" className={viewer.hasFactor ? 'button button-plain' : 'button'}>
            {viewer.hasFactor ? 'Change or remove it' : 'Set it up'}
          </a>
        </p>
      </Section>
    </>
  );
}
