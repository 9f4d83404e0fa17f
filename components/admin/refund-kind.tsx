import { RadioField } from '@/components/ui/fields';

/** What Stripe is told of a refund; "stolen" feeds its lists of cards to block. */
export function RefundKind() {
  return (
    <RadioField
      name="kind"
      label="For Stripe"
      defaultValue="requested_by_fan"
      options={[
        { value: 'requested_by_fan', label: 'The fan asked for it' },
        { value: 'duplicate', label: 'It was paid twice' },
        { value: 'fraudulent', label: 'The card was stolen' },
      ]}
    />
  );
}
