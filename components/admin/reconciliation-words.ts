/** What a difference between the processor's record and ours means, and what a person does about it. */
export type Explained = { what: string; advice: string };

const KINDS: Record<string, string> = {
  charge: 'Charges',
  payment: 'Bank debits and other payments',
  refund: 'Refunds',
  payment_refund: 'Refunds of bank debits',
  refund_failure: 'Refunds that a bank sent back',
  payment_failure_refund: 'Bank debits that came back',
  dispute: 'Disputes, with their fee',
  dispute_reversal: 'Disputes won',
  transfer: 'Payouts to creators',
  transfer_refund: 'Payouts that came back',
  transfer_reversal: 'Payouts that came back',
  transfer_failure: 'Payouts that failed',
  transfer_cancel: 'Payouts called off',
  payout: 'To the operator’s bank',
  payout_failure: 'Back from the operator’s bank',
  payout_cancel: 'To the operator’s bank, called off',
  topup: 'Put in by the operator',
  topup_reversal: 'Put in by the operator, taken back',
  stripe_fee: 'Stripe’s fees beside charges',
  stripe_fx_fee: 'Stripe’s fees for exchange',
  tax_fee: 'Taxes on Stripe’s fees',
  adjustment: 'Adjustments by Stripe',
  fee: 'Stripe’s fees',
};

/** A kind of movement of the processor's balance, in words. */
export function movementWords(type: string): string {
  return KINDS[type] ?? type.replaceAll('_', ' ');
}

const NOT_IN_LEDGER: Record<string, Explained> = {
  charge: {
    what: 'A charge at Stripe that our books do not know. Either its event has not come through, or it was made outside Tuppence, or it paid for something that was paid already.',
    advice: 'See what it paid for. If these books were restored from a backup and it is a tip or a bill of after it, record it as that. If a payment of ours is behind it, run the job “reconcile” and look at the events put aside. If nothing of ours is, give it back: what then remains is Stripe’s fee, a cost of yours.',
  },
  refund: {
    what: 'Money that went back to a payer without a refund in our books, as when somebody refunds in Stripe’s dashboard.',
    advice: 'If it belongs to a charge of ours, its event books it: look at the events put aside. If the charge is one that our books do not know, book both as yours.',
  },
  refund_failure: {
    what: 'A bank sent a refund back to us and the books do not show it yet.',
    advice: 'Run the job “refunds”; if it stays, look at the payment behind it.',
  },
  dispute: {
    what: 'A bank took a disputed charge back, and the books do not show it.',
    advice: 'Look at the disputes. If the charge was never ours, book it as a cost.',
  },
  dispute_reversal: {
    what: 'A dispute was won and its money is back at Stripe, but not in the books.',
    advice: 'Look at the dispute; run the job “reconcile”.',
  },
  transfer: {
    what: 'Money went to a creator’s account without a payout of ours. No approval stands behind it.',
    advice: 'Find out at once who sent it: approve no payout until then. Reverse the transfer in Stripe’s dashboard, and change the key if nobody here did it.',
  },
  adjustment: {
    what: 'Stripe changed the balance by itself.',
    advice: 'Read its description in Stripe’s dashboard, then book it as a cost or as your own.',
  },
};

const SAME: Record<string, string> = {
  payment: 'charge', payment_refund: 'refund', payment_failure_refund: 'refund', transfer_refund: 'refund_failure', transfer_reversal: 'refund_failure',
};

/** A difference in words: what it is and what to do about it. */
export function explainGap({ kind, type }: { kind: string; type: string | null }): Explained {
  if (kind === 'not_in_ledger') return NOT_IN_LEDGER[SAME[type ?? ''] ?? type ?? ''] ?? {
    what: `Stripe moved this by itself (${movementWords(type ?? 'a movement without a kind')}), and the books have no place for it.`,
    advice: 'Read what it is in Stripe’s dashboard, then book it as a cost or as your own.',
  };
  if (kind === 'not_at_processor') return {
    what: 'Our books moved money at Stripe, and Stripe’s record has no such movement.',
    advice: 'Open the transaction. Approve no payout until it is understood; a wrong posting is mended by one that reverses it, never by a change.',
  };
  if (kind === 'amount_differs') return {
    what: 'Both sides know it, but not with the same amount: something of it is not booked, or is booked twice.',
    advice: 'Compare both amounts on the object’s page. A fee, a dispute’s fee or a second refund is the usual reason; the job “reconcile” fetches what is missing.',
  };
  if (kind === 'foreign_fee') return {
    what: 'It was charged in one currency and Stripe settled it in another, so its fee could not be booked. The creator’s money stays held.',
    advice: 'Decide what the fee is in the currency of the charge. The rest is exchanged in the books at the rate that Stripe took; a gain or loss by it is yours.',
  };
  return {
    what: 'Stripe’s balance as a whole is not what its own movements and ours add up to, although every single one was found.',
    advice: 'Compare the balance in Stripe’s dashboard. If it holds, tell who develops this: the list of movements was not read whole.',
  };
}
