import type { Metadata } from 'next';
import { SignSheet } from '@/components/auth/sign-sheet';
import { env } from '@/lib/env';

export const metadata: Metadata = { title: 'Look in your mailbox', robots: { index: false } };

/** The same for everybody who asked for a link, whatever the address. */
export default function LinkSentRoute() {
  return (
    <SignSheet
      title="Look in your mailbox"
      lead="A link is on its way to the address you typed. It works once, for 10 minutes."
      foot={
        <>
          <p>Nothing there after a minute? Look among the spam.</p>
          <p>If you ask again, only the newest link works.</p>
        </>
      }
    >
      <div className="sign-way">
        {env().sandbox && (
          <a href="/mailbox" className="button">
            Open the mailbox
          </a>
        )}
        <a href="/sign-in" className="button button-plain">
          Use another address
        </a>
      </div>
    </SignSheet>
  );
}
