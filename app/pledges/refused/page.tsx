import type { Metadata } from 'next';
import { SignSheet } from '@/components/auth/sign-sheet';

export const metadata: Metadata = { title: 'Refused', robots: { index: false, follow: false } };

/** After somebody said that a pledge is not theirs. */
export default function PledgeRefusedRoute() {
  return (
    <SignSheet title="It is gone" lead="The pledge has ended, and the card that was typed with it is removed. Your address is kept nowhere because of it.">
      <p className="mt-5 text-center">
        <a href="/" className="button button-plain">To the front page</a>
      </p>
    </SignSheet>
  );
}
