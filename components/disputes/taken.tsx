import { Fact } from '@/components/ui/records';
import { formatMoney, type Currency } from '@/lib/money';

export type TakenMoney = { amountMinor: number; takenMinor: number; excessMinor: number; status: string; currency: Currency };

/** What a bank has of a disputed payment, where that is not simply the amount: a part of it, or more than was left. */
export function Taken({ dispute: { amountMinor, takenMinor, excessMinor, status, currency } }: { dispute: TakenMoney }) {
  const isInPart = takenMinor > 0 && takenMinor < amountMinor;
  return (
    <>
      {isInPart && <Fact label={isOver(status) ? 'The bank kept' : 'The bank has'}>{formatMoney(takenMinor, currency)} of it</Fact>}
      {excessMinor > 0 && <Fact label="Refunded before">{formatMoney(excessMinor, currency)} of it: our loss</Fact>}
    </>
  );
}

function isOver(status: string): boolean {
  return status === 'won' || status === 'lost';
}
