import { reverseTransfers } from '@/lib/ledger';
import { event } from './events';
import { another261, at, disputed, holdOverInDebt, reference, tipIsAvailable, tipOfThree, type WorkedExample } from './worked-events';

/** What disputes do to the books, in the order in which the README tells it. */
export const DISPUTE_EXAMPLES: WorkedExample[] = [
  {
    title: 'Dispute opened',
    story: 'The bank takes back a tip of $3.00 whose 261 are available already; 39 become debt. The dispute\'s fee of $15.00 is ours.',
    play: (cast) => ({ before: tipIsAvailable(cast), now: [disputed(cast)] }),
    leaves: { processor_clearing: -1539, 'creator_available:ada': 0, 'creator_debt:ada': 39, processor_costs: 1500 },
  },
  {
    title: 'Dispute won',
    story: 'The money comes back: each transfer of the dispute is reversed. Its fee stays paid.',
    play: (cast) => {
      const opened = disputed(cast);
      const taken = opened.filter(({ kind }) => kind === 'dispute_opened');
      return { before: [...tipIsAvailable(cast), opened], now: [event(reverseTransfers(taken, reference(cast, 'txn_won')))] };
    },
    leaves: { processor_clearing: -1239, 'creator_available:ada': 261, 'creator_debt:ada': 0, processor_costs: 1500 },
  },
  {
    title: 'Dispute won, the debt repaid meanwhile',
    story: 'A later tip has repaid the 39. A debt that is no more cannot be given back, so that part returns as available money.',
    play: (cast) => {
      const opened = disputed(cast);
      const { clearing, available } = at(cast, 'ada');
      const fromAvailable = opened.filter(({ debit }) => debit.kind === 'creator_available');
      return {
        before: [...tipIsAvailable(cast), opened, ...another261(cast), holdOverInDebt(cast)],
        now: [event([
          ...reverseTransfers(fromAvailable, reference(cast, 'txn_won')),
          { kind: 'dispute_won', debit: clearing, credit: available, amountMinor: 39 },
        ])],
      };
    },
    leaves: { 'creator_available:ada': 522, 'creator_debt:ada': 0 },
  },
  {
    title: 'Dispute won in part',
    story: 'The bank gives 200 of the 300 back. What it took is reversed and the 100 that it keeps are taken anew, in one transaction: the debt is gone, as if the dispute had been over 100 from the start.',
    play: (cast) => {
      const opened = disputed(cast);
      const { clearing, available } = at(cast, 'ada');
      return {
        before: [...tipIsAvailable(cast), opened],
        now: [event([
          ...reverseTransfers(opened.filter(({ kind }) => kind === 'dispute_opened'), reference(cast, 'txn_part')),
          { kind: 'dispute_opened', debit: available, credit: clearing, amountMinor: 100 },
        ])],
      };
    },
    leaves: { processor_clearing: -1339, 'creator_available:ada': 161, 'creator_debt:ada': 0, processor_costs: 1500 },
  },
  {
    title: 'Dispute of what was refunded before',
    story: 'Ada\'s tip of $3.00 was given back in part, 200 of it; then its bank takes all 300. Only the 100 that were left are hers to lose; the other 200 went back twice, and are the operator\'s loss.',
    play: (cast) => {
      const { clearing, held, costs } = at(cast, 'ada');
      const refunded = event([{ kind: 'refund', debit: held, credit: clearing, amountMinor: 200, externalRef: reference(cast, 're') }]);
      return {
        before: [tipOfThree(cast), refunded],
        now: [event([
          { kind: 'dispute_opened', debit: held, credit: clearing, amountMinor: 100, externalRef: reference(cast, 'dp') },
          { kind: 'dispute_opened', debit: costs, credit: clearing, amountMinor: 200 },
        ])],
      };
    },
    leaves: { processor_clearing: -200, 'creator_held:ada': 0, processor_costs: 200 },
  },
  {
    title: 'Dispute lost',
    story: 'Nothing moves: the books took it when it was opened.',
    play: (cast) => {
      const { clearing, available, debt, costs } = at(cast, 'ada');
      return { before: [...tipIsAvailable(cast), disputed(cast)], now: [], show: [clearing, debt, available, costs] };
    },
    leaves: { processor_clearing: -1539, 'creator_available:ada': 0, 'creator_debt:ada': 39, processor_costs: 1500 },
  },
];
