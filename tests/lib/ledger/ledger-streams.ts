import fc from 'fast-check';
import { newId } from '@/lib/ids';
import { reverseTransfers, transfersOf, type AccountRef, type LedgerAccountKind, type TransferDraft, type TransferInput } from '@/lib/ledger';

/** What happens to whom: the raw material of a stream, small so that its parts meet often. */
export type Step = {
  move: keyof typeof MOVES | 'reverse';
  mode: 'fresh' | 'replay' | 'conflict' | 'same_reference' | 'reference_with_other_content' | 'shorter' | 'borrowed_id';
  owner: number;
  other: number;
  amountMinor: number;
  currency: 'USD' | 'JPY';
  hasReference: boolean;
  happenedAt: Date;
  target: number;
  /** Begins a new call, so the step before is committed first. */
  isNewCall: boolean;
};

type Seat = (kind: LedgerAccountKind, whose?: 'owner' | 'other') => AccountRef;

/** One event each: the accounts that money walks in the house, small and composed. */
const MOVES = {
  collect: (at: Seat, n: number) => [move('tip_collected', at('processor_clearing'), at('creator_held'), n)],
  collectWithFee: (at: Seat, n: number) => [
    move('tip_collected', at('processor_clearing'), at('creator_held'), n),
    move('platform_fee', at('creator_held'), at('platform_fees'), 1),
  ],
  accrue: (at: Seat, n: number) => [move('line_accrued', at('fan_tab', 'other'), at('creator_accrued'), n)],
  release: (at: Seat, n: number) => [move('hold_released', at('creator_held'), at('creator_available'), n)],
  reserve: (at: Seat, n: number) => [move('payout_reserved', at('creator_available'), at('creator_reserved'), n)],
  send: (at: Seat, n: number) => [move('payout_sent', at('creator_reserved'), at('processor_clearing'), n)],
  goIntoDebt: (at: Seat, n: number) => [move('refund', at('creator_debt'), at('processor_clearing'), n)],
  repay: (at: Seat, n: number) => [move('debt_repaid', at('creator_available'), at('creator_debt'), n)],
  gift: (at: Seat, n: number) => [move('gift_collected', at('processor_clearing'), at('gift_credit'), n)],
  giveOn: (at: Seat, n: number) => [move('gift_redeemed', at('gift_credit'), at('gift_credit', 'other'), n)],
  releaseAndReserve: (at: Seat, n: number) => [
    move('payout_reserved', at('creator_available'), at('creator_reserved'), n),
    move('hold_released', at('creator_held'), at('creator_available'), n + 3),
  ],
  cross: (at: Seat, n: number) => [
    move('payout_reserved', at('creator_available', 'other'), at('creator_reserved', 'other'), n),
    move('payout_reserved', at('creator_available'), at('creator_reserved'), n),
  ],
  nothing: (at: Seat) => [move('tip_collected', at('processor_clearing'), at('creator_held'), 0)],
  aFraction: (at: Seat) => [move('tip_collected', at('processor_clearing'), at('creator_held'), 0.5)],
  inACircle: (at: Seat, n: number) => [move('gift_redeemed', at('gift_credit'), at('gift_credit'), n)],
} satisfies Record<string, (at: Seat, amountMinor: number) => TransferDraft[]>;

const SYSTEM: readonly LedgerAccountKind[] = ['processor_clearing', 'platform_fees', 'platform_tips', 'processor_costs', 'write_offs'];

export const step: fc.Arbitrary<Step> = fc.record({
  move: fc.constantFrom(...Object.keys(MOVES).filter(isMove), 'reverse' as const, 'reverse' as const),
  mode: fc.oneof(
    { weight: 5, arbitrary: fc.constant('fresh' as const) },
    { weight: 3, arbitrary: fc.constantFrom('replay', 'conflict', 'same_reference', 'reference_with_other_content', 'shorter', 'borrowed_id') },
  ),
  owner: fc.nat(1),
  other: fc.nat(1),
  amountMinor: fc.integer({ min: 1, max: 9 }),
  currency: fc.constantFrom('USD', 'USD', 'JPY'),
  hasReference: fc.boolean(),
  happenedAt: fc.constantFrom(
    new Date('2026-10-31T23:59:59.999Z'), new Date('2026-11-01T00:00:00.000Z'), new Date('2026-11-20T12:00:00.000Z')),
  target: fc.nat(30),
  isNewCall: fc.boolean(),
});

/** Turns steps into calls of events. Every run has owners, ids and references of its own. */
export function callsOf(steps: readonly Step[]): { calls: TransferInput[][][]; owners: string[] } {
  const owners = [newId(), newId()];
  const calls: TransferInput[][][] = [];
  const history: TransferInput[][] = [];
  for (const each of steps) {
    const event = eventOf(each, owners, history);
    const transactionId = event[0]?.transactionId;
    const call = calls.at(-1);
    // The transfers of one transaction in one call are one event, so a repeat comes in the next.
    const isRepeat = call?.some((earlier) => earlier[0]?.transactionId === transactionId) ?? true;
    if (call && !each.isNewCall && !isRepeat) call.push(event);
    else calls.push([event]);
    history.push(event);
  }
  return { calls, owners };
}

function eventOf(each: Step, owners: readonly string[], history: readonly TransferInput[][]): TransferInput[] {
  const earlier = history.length > 0 ? history[each.target % history.length] ?? [] : [];
  if (earlier.length > 0 && each.mode !== 'fresh') return variantOf(each, earlier);
  const at: Seat = (kind, whose = 'owner') =>
    ({ kind, owner: SYSTEM.includes(kind) ? null : owners[each[whose]] ?? null, currency: each.currency });
  const event = { transactionId: newId(), currency: each.currency, happenedAt: each.happenedAt };
  if (each.move === 'reverse') {
    const currency = earlier[0]?.currency ?? each.currency;
    if (earlier.length > 0) return transfersOf({ ...event, currency }, reverseTransfers(earlier));
    return transfersOf(event, MOVES.collect(at, each.amountMinor));
  }
  const drafts = MOVES[each.move](at, each.amountMinor);
  const reference = each.hasReference ? `ref_${newId()}` : null;
  return transfersOf(event, drafts.map((draft, index) => ({ ...draft, externalRef: index === 0 ? reference : null })));
}

/** An earlier event again, as it was or almost. */
function variantOf({ mode, happenedAt }: Step, earlier: TransferInput[]): TransferInput[] {
  const transactionId = newId();
  const renamed = earlier.map((transfer, index) => ({ ...transfer, id: index === 0 ? transactionId : newId(), transactionId, happenedAt }));
  const dearer = (transfers: TransferInput[]) =>
    transfers.map((transfer, index) => (index === 0 ? { ...transfer, amountMinor: transfer.amountMinor + 1 } : transfer));
  switch (mode) {
    case 'conflict':
      return dearer(earlier);
    case 'same_reference':
      return renamed;
    case 'reference_with_other_content':
      return dearer(renamed);
    case 'shorter':
      return earlier.slice(0, Math.max(1, earlier.length - 1));
    case 'borrowed_id':
      return renamed.map((transfer, index) => (index === 0 ? { ...transfer, id: earlier[0]?.id ?? transfer.id } : transfer));
    default:
      return earlier.map((transfer) => ({ ...transfer, happenedAt }));
  }
}

function move(kind: TransferDraft['kind'], debit: AccountRef, credit: AccountRef, amountMinor: number): TransferDraft {
  return { kind, debit, credit, amountMinor };
}

function isMove(name: string): name is keyof typeof MOVES {
  return Object.hasOwn(MOVES, name);
}
