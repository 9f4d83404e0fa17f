import { reverseTransfers } from '@/lib/ledger';
import { event } from './events';
import { DISPUTE_EXAMPLES } from './worked-disputes';
import {
  another261, at, billFee, billPaid, disputed, earns, feeOf, firstAndLast, heldBecomesAvailable, holdOverInDebt, inDebt, payout,
  reference, tenLines, tipIsAvailable, tipOfThree, type Cast, type WorkedExample,
} from './worked-events';

export type { Cast, WorkedExample };

export const WORKED_EXAMPLES: WorkedExample[] = [
  {
    title: 'Direct tip',
    story: 'A guest tips Ada $3.00 and types a platform tip of $0.50; the platform fee is 5 %. The charge is $3.50: what the processor moved is the sum of the clearing account in this one transaction.',
    play: (cast) => {
      const { clearing, held, fees, tips } = at(cast, 'ada');
      return {
        before: [],
        now: [event([
          { kind: 'tip_collected', debit: clearing, credit: held, amountMinor: 300, externalRef: reference(cast, 'ch') },
          { kind: 'platform_fee', debit: held, credit: fees, amountMinor: 15 },
          { kind: 'platform_tip', debit: clearing, credit: tips, amountMinor: 50 },
        ])],
      };
    },
    leaves: { processor_clearing: 350, 'creator_held:ada': 285, platform_fees: 15, platform_tips: 50 },
  },
  {
    title: 'Fee known, of a direct tip',
    story: 'The processor kept 40¢ of that $3.50. Ada bears the part of her $3.00, we the part of our $0.50.',
    play: (cast) => {
      const { clearing, held, costs, tips } = at(cast, 'ada');
      return {
        before: [tipOfThree(cast), event([{ kind: 'platform_tip', debit: clearing, credit: tips, amountMinor: 50 }])],
        now: [event([
          { kind: 'processor_fee', debit: held, credit: clearing, amountMinor: 34, externalRef: reference(cast, 'txn') },
          { kind: 'processor_fee', debit: costs, credit: clearing, amountMinor: 6 },
        ])],
      };
    },
    leaves: { processor_clearing: 310, 'creator_held:ada': 266, processor_costs: 6 },
  },
  {
    title: 'Line on the tab',
    story: 'A fan puts $1.00 for Ada on the tab. Nothing was charged; the fan owes it, Ada sees it as accrued. (Undone within ten minutes, the same goes back as `line_undone`.)',
    play: (cast) => ({
      before: [],
      now: [event([{ kind: 'line_accrued', debit: at(cast, 'fan').tab, credit: at(cast, 'ada').accrued, amountMinor: 100 }])],
    }),
    leaves: { 'fan_tab:fan': 100, 'creator_accrued:ada': 100 },
  },
  {
    title: 'Bill paid',
    story: 'Ten such lines for ten creators are collected by one charge of $10.00 (first and last creator shown).',
    play: (cast) => ({ before: tenLines(cast), now: [billPaid(cast)], show: firstAndLast(cast) }),
    leaves: { processor_clearing: 1000, 'fan_tab:fan': 0, 'creator_accrued:ada': 0, 'creator_held:ada': 100, 'creator_held:judy': 100 },
  },
  {
    title: 'Fee known, of a bill',
    story: 'The processor kept 59¢ of that bill: nine lines bear 6¢, one bears 5¢. Its reference stands on the first transfer only.',
    play: (cast) => ({ before: [...tenLines(cast), billPaid(cast)], now: [billFee(cast)], show: firstAndLast(cast) }),
    leaves: { processor_clearing: 941, 'creator_held:ada': 94, 'creator_held:judy': 95 },
  },
  {
    title: 'Hold over',
    story: 'Seven days later Ada\'s tip of $3.00, fee 39¢, becomes available.',
    play: (cast) => ({ before: [tipOfThree(cast), feeOf(cast, 'ada')], now: [heldBecomesAvailable(cast, 261)] }),
    leaves: { 'creator_held:ada': 0, 'creator_available:ada': 261 },
  },
  {
    title: 'Payout asked',
    story: 'Ada has $30.00 available and asks for $25.00. It is reserved at once; nobody can ask for it twice.',
    play: (cast) => ({ before: earns(cast, 3000), now: [payout(cast, 'payout_reserved')] }),
    leaves: { 'creator_available:ada': 500, 'creator_reserved:ada': 2500 },
  },
  {
    title: 'Payout denied',
    story: 'The admin denies it (or a refund cancels it): the reservation returns.',
    play: (cast) => ({ before: [...earns(cast, 3000), payout(cast, 'payout_reserved')], now: [payout(cast, 'payout_released')] }),
    leaves: { 'creator_available:ada': 3000, 'creator_reserved:ada': 0 },
  },
  {
    title: 'Payout sent',
    story: 'The admin approves and the processor accepts the transfer; its cost of $0.31 is ours, an event of its own.',
    play: (cast) => {
      const { costs, clearing } = at(cast, 'ada');
      const cost = event([{ kind: 'processor_cost', debit: costs, credit: clearing, amountMinor: 31, externalRef: reference(cast, 'txn_payout') }]);
      return { before: [...earns(cast, 3000), payout(cast, 'payout_reserved')], now: [payout(cast, 'payout_sent'), cost] };
    },
    leaves: { processor_clearing: 469, 'creator_reserved:ada': 0, 'creator_available:ada': 500, processor_costs: 31 },
  },
  {
    title: 'Payout that left before the books were restored',
    story: 'Stripe has a transfer of $25.00 to Ada, and the restored books no payout for it: she owes it, and it is repaid at once of what is available to her.',
    play: (cast) => {
      const { available, debt, clearing } = at(cast, 'ada');
      const left = event([{ kind: 'payout_sent', debit: debt, credit: clearing, amountMinor: 2500, externalRef: reference(cast, 'tr') }]);
      return { before: [...earns(cast, 3000)], now: [left, event([{ kind: 'debt_repaid', debit: available, credit: debt, amountMinor: 2500 }])] };
    },
    leaves: { processor_clearing: 500, 'creator_available:ada': 500, 'creator_debt:ada': 0 },
  },
  {
    title: 'Payout failed',
    story: 'The transfer is reversed: the money is back with the processor and Ada can ask again.',
    play: (cast) => ({
      before: [...earns(cast, 3000), payout(cast, 'payout_reserved'), payout(cast, 'payout_sent')],
      now: [payout(cast, 'payout_returned')],
    }),
    leaves: { processor_clearing: 3000, 'creator_available:ada': 3000, 'creator_reserved:ada': 0 },
  },
  {
    title: 'Refund, with debt',
    story: 'A tip of $3.00 (fee 39¢, platform fee 15¢) is refunded whole. We give our fee back; the processor keeps its own, so Ada\'s 246 held are not enough and 39 become her debt.',
    play: (cast) => {
      const { clearing, held, debt, fees } = at(cast, 'ada');
      return {
        before: [tipOfThree(cast), event([{ kind: 'platform_fee', debit: held, credit: fees, amountMinor: 15 }]), feeOf(cast, 'ada')],
        now: [event([
          { kind: 'refund', debit: held, credit: clearing, amountMinor: 246, externalRef: reference(cast, 're') },
          { kind: 'refund', debit: debt, credit: clearing, amountMinor: 39 },
          { kind: 'platform_fee_returned', debit: fees, credit: clearing, amountMinor: 15 },
        ])],
      };
    },
    leaves: { processor_clearing: -39, 'creator_held:ada': 0, 'creator_debt:ada': 39, platform_fees: 0 },
  },
  {
    title: 'Refund after the hold',
    story: 'Ada\'s tip of $3.00 became available weeks ago and is refunded whole. It comes from what is available; the 39 that the processor keeps become her debt, although another 261 are held: those are another fan\'s tip.',
    play: (cast) => {
      const { clearing, held, available, debt } = at(cast, 'ada');
      return {
        before: [...tipIsAvailable(cast), ...another261(cast)],
        now: [event([
          { kind: 'refund', debit: available, credit: clearing, amountMinor: 261, externalRef: reference(cast, 're') },
          { kind: 'refund', debit: debt, credit: clearing, amountMinor: 39 },
        ])],
        show: [held, available, debt, clearing],
      };
    },
    leaves: { 'creator_held:ada': 261, 'creator_available:ada': 0, 'creator_debt:ada': 39 },
  },
  {
    title: 'Refund sent back, its debt repaid meanwhile',
    story: 'The bank of that fan sends the refund back. By then the other 261 became available and repaid the 39: these return as available money.',
    play: (cast) => {
      const { clearing, available, debt } = at(cast, 'ada');
      const refunded = event([
        { kind: 'refund', debit: available, credit: clearing, amountMinor: 261, externalRef: reference(cast, 're') },
        { kind: 'refund', debit: debt, credit: clearing, amountMinor: 39 },
      ]);
      return {
        before: [...tipIsAvailable(cast), ...another261(cast), refunded, holdOverInDebt(cast)],
        now: [event([
          ...reverseTransfers(refunded.slice(0, 1), reference(cast, 'txn_failed')),
          { kind: 'refund_returned', debit: clearing, credit: available, amountMinor: 39 },
        ])],
      };
    },
    leaves: { 'creator_available:ada': 522, 'creator_debt:ada': 0 },
  },
  {
    title: 'Fee known after the refund',
    story: 'The same when the fee is learned last: the refund took all 300 held, so the 39¢ go straight into debt.',
    play: (cast) => {
      const { clearing, held } = at(cast, 'ada');
      const refunded = event([{ kind: 'refund', debit: held, credit: clearing, amountMinor: 300, externalRef: reference(cast, 're') }]);
      return { before: [tipOfThree(cast), refunded], now: [feeOf(cast, 'ada', 'creator_debt')] };
    },
    leaves: { processor_clearing: -39, 'creator_held:ada': 0, 'creator_debt:ada': 39 },
  },
  ...DISPUTE_EXAMPLES,
  {
    title: 'Write-off',
    story: 'A line of $1.00 is never collected. Nobody is paid what nobody paid.',
    play: (cast) => {
      const { tab } = at(cast, 'fan');
      const { accrued } = at(cast, 'ada');
      return {
        before: [event([{ kind: 'line_accrued', debit: tab, credit: accrued, amountMinor: 100 }])],
        now: [event([{ kind: 'line_written_off', debit: accrued, credit: tab, amountMinor: 100 }])],
      };
    },
    leaves: { 'fan_tab:fan': 0, 'creator_accrued:ada': 0 },
  },
  {
    title: 'Income of a creator in debt',
    story: 'Ada owes 39 from a dispute. When her next 261 become available, they repay it first.',
    play: (cast) => ({ before: inDebt(cast), now: [holdOverInDebt(cast)] }),
    leaves: { 'creator_held:ada': 0, 'creator_available:ada': 222, 'creator_debt:ada': 0 },
  },
  {
    title: 'Debt given up',
    story: 'Ada has left for good and an admin gives up her 39.',
    play: (cast) => {
      const { writeOffs, debt } = at(cast, 'ada');
      return { before: [...tipIsAvailable(cast), disputed(cast)], now: [event([{ kind: 'debt_written_off', debit: writeOffs, credit: debt, amountMinor: 39 }])] };
    },
    leaves: { 'creator_debt:ada': 0, write_offs: 39 },
  },
  {
    title: 'The operator’s own money',
    story: 'The operator takes $20.00 of their fees home to their bank, and Stripe charges $2.00 for accounts. Reconciliation books both under the movement’s own id.',
    play: (cast) => {
      const { clearing, fees, held, costs } = at(cast, 'ada');
      const bank = { kind: 'operator_bank', owner: null, currency: 'USD' } as const;
      return {
        before: [event([
          { kind: 'tip_collected', debit: clearing, credit: held, amountMinor: 3000 },
          { kind: 'platform_fee', debit: held, credit: fees, amountMinor: 3000 },
        ])],
        now: [
          event([{ kind: 'operator_paid_out', debit: bank, credit: clearing, amountMinor: 2000, externalRef: reference(cast, 'txn_payout') }]),
          event([{ kind: 'processor_cost', debit: costs, credit: clearing, amountMinor: 200, externalRef: reference(cast, 'txn_fee') }]),
        ],
      };
    },
    leaves: { processor_clearing: 800, operator_bank: 2000, processor_costs: 200 },
  },
  {
    title: 'Settled in another currency',
    story: 'A tip of $3.00 was settled as £2.40, less 28p. An admin decides that the fee is $0.35, and the rest is exchanged: the books then hold pounds, as Stripe does, and Ada is owed dollars.',
    play: (cast) => {
      const { clearing, held } = at(cast, 'ada');
      const pounds = { ...clearing, currency: 'GBP' } as const;
      const given = { kind: 'currency_exchange', owner: null, currency: 'USD' } as const;
      const got = { ...given, currency: 'GBP' } as const;
      return {
        before: [tipOfThree(cast)],
        now: [
          event([{ kind: 'processor_fee', debit: held, credit: clearing, amountMinor: 35, externalRef: reference(cast, 'txn_abroad') }]),
          event([{ kind: 'currency_exchanged', debit: given, credit: clearing, amountMinor: 265, externalRef: reference(cast, 'txn_abroad') }]),
          event([{ kind: 'currency_exchanged', debit: pounds, credit: got, amountMinor: 212 }]),
        ],
        show: [clearing, held, given],
      };
    },
    leaves: { 'creator_held:ada': 265 },
  },
  {
    title: 'Gift code bought, redeemed and spent',
    story: 'Somebody buys a gift of $5.00 (owned by an alias of the code), a fan redeems it and gives $2.00 of it to Ada.',
    play: (cast) => {
      const { clearing, gift: code } = at(cast, 'code');
      const { gift } = at(cast, 'fan');
      return {
        before: [],
        now: [
          event([{ kind: 'gift_collected', debit: clearing, credit: code, amountMinor: 500, externalRef: reference(cast, 'ch_gift') }]),
          event([{ kind: 'gift_redeemed', debit: code, credit: gift, amountMinor: 500 }]),
          event([{ kind: 'gift_spent', debit: gift, credit: at(cast, 'ada').held, amountMinor: 200 }]),
        ],
      };
    },
    leaves: { processor_clearing: 500, 'gift_credit:code': 0, 'gift_credit:fan': 300, 'creator_held:ada': 200 },
  },
];
