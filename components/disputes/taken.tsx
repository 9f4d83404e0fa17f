import { Fact } from '@/components/ui/records';
import { formatMoney, type Currency } from '@/lib/money';

export type TakenMoney = { amountMinor: number; takenMinor: number; excessMinor: number; status: string; currency: Currency };

/** What a bank has of a disputed payment, where that is not simply the amount: a part of it, or more than was left. */
export function Taken({ dispute: { amountMinor, takenMinor, excessMinor, status, currency } }: { dispute: TakenMoney }) {
  const isInPart = takenMinor > 0 && takenMinor < amountMinor;
  return (
    <>
      {isInPart && (
        <Fact label={status === 'won' || status === 'lost' ? 'The bank kept' : 'The bank has'}>
          {formatMoney(takenMinor, currency)}, and gave {formatMoney(amountMinor - takenMinor, currency)} back
        </Fact>
      )}
      {excessMinor > 0 && (
        <Fact label="Beyond what was left">
          {formatMoney(excessMinor, currency)} had been refunded before, so no creator bears it: our loss, until the bank gives it back
        </Fact>
      )}
    </>
  );
}
