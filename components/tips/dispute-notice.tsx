import { Notice } from '@/components/ui/notice';

/** What the bank of who paid does or did about a payment, in their words; nothing that money hangs on is left open. */
export function DisputeNotice({ standing }: { standing: 'asked' | 'with_bank' | 'lost' | 'won' }) {
  switch (standing) {
    case 'asked':
      return (
        <Notice tone="wait" icon="clock">
          Your bank has asked us about this payment. Nothing was taken back; it stays paid while the bank looks.
        </Notice>
      );
    case 'with_bank':
      return (
        <Notice tone="wait" icon="alert">
          Disputed. Your bank has taken this payment back and decides about it now, which can take months. If it was you who paid, tell your bank so.
        </Notice>
      );
    case 'lost':
      return (
        <Notice tone="wait" icon="undo">
          Disputed, and decided: your bank gave this payment back to you. Nothing more happens.
        </Notice>
      );
    case 'won':
      return (
        <Notice tone="good" icon="check">
          Paid. It was disputed, and your bank has decided that the payment stands.
        </Notice>
      );
  }
}
