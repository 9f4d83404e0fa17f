import type { Metadata } from 'next';
import { SignSheet } from '@/components/auth/sign-sheet';

export const metadata: Metadata = { title: 'Look into your mailbox', robots: { index: false, follow: false } };

/** Where a guest comes back from saving a card. It says the same to everybody. */
export default function PledgeSentRoute() {
  return (
    <SignSheet
      title="Look into your mailbox"
      lead="Your card is saved and your pledge is on its way. A mail asks you whether it is yours: open its link within seven days and say yes, or the pledge ends by itself."
    >
      <p className="hint mt-5 text-center">
        Nothing there after a few minutes? Look among the unwanted mail, or check that the address was right and pledge again.
      </p>
    </SignSheet>
  );
}
