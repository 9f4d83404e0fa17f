import { Notice } from '@/components/ui/notice';

/**
 * What the bank of who paid does or did about a payment, in their words; nothing that money hangs on is left open.
 *
 * @param back what of it came back, where the bank decided in part
 */
export function DisputeNotice({ standing, back = null }: { standing: 'asked' | 'with_bank' | 'lost' | 'in_part' | 'won'; back?: string | null }) {
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
    case 'in_part':
      return (
        <Notice tone="wait" icon="undo">
          Disputed, and decided: your bank gave you a part of this payment back and left the rest. {back && <>In all, {back} of it came back to you. </>}Nothing more happens.
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
