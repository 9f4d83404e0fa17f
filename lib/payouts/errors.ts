import { Refusal } from '@/lib/errors';
import { formatMoney, type Currency } from '@/lib/money';

export class PayoutNotFound extends Refusal {
  constructor() {
    super('PayoutNotFound', 'There is no such payout.', { status: 404 });
  }
}

/** Somebody was faster, or looked at an old page. */
export class PayoutMoved extends Refusal {
  constructor(status: string) {
    super('PayoutMoved', `This payout is ${status.replace('_', ' ')} now, so nothing was changed. Reload the page to see how it stands.`, { status: 409 });
  }
}

/** Only one of a creator and currency waits at a time. */
export class PayoutAlreadyOpen extends Refusal {
  constructor() {
    super('PayoutAlreadyOpen', 'A payout is under way already. What comes in meanwhile can be asked for when it is done.', { status: 409 });
  }
}

export class NothingToPayOut extends Refusal {
  constructor() {
    super('NothingToPayOut', 'Nothing can be paid out yet. Money becomes available some days after it was collected.', { status: 409 });
  }
}

export class BelowPayoutMinimum extends Refusal {
  constructor(amountMinor: number, minimumMinor: number, currency: Currency) {
    super(
      'BelowPayoutMinimum',
      `Payouts begin at ${formatMoney(minimumMinor, currency)}, and ${formatMoney(amountMinor, currency)} can be paid out now. It stays yours and adds up.`,
      { status: 409 },
    );
  }
}

/** What the form showed is no longer what would be paid. */
export class PayoutSumChanged extends Refusal {
  constructor(amountMinor: number, currency: Currency) {
    super('PayoutSumChanged', `What can be paid out has changed: it is ${formatMoney(amountMinor, currency)} now. Look again, then confirm.`, { status: 409 });
  }
}

/** Money of a suspended page stands still. */
export class PayoutPageSuspended extends Refusal {
  constructor() {
    super('PayoutPageSuspended', 'The page is suspended, so its money stands still. Nothing was changed.', { status: 409 });
  }
}

/** The transfer may have left already: nobody can call it back here. */
export class PayoutUnderWay extends Refusal {
  constructor() {
    super('PayoutUnderWay', 'This payout is being sent just now and cannot be stopped any more.', { status: 409 });
  }
}

/** Whether it left is in the processor's record, and that was not read since. */
export class BooksRestored extends Refusal {
  constructor() {
    super(
      'BooksRestored',
      'These books were restored from a backup, and it is not known yet whether this payout left meanwhile. Nothing was changed. Try again when the job “reconcile” has run, in a minute or two.',
      { status: 409 },
    );
  }
}

/** An admin is no judge of their own payout (SECURITY.md B09). */
export class OwnPayout extends Refusal {
  constructor() {
    super('OwnPayout', 'This payout is your own, so another admin has to decide about it.', { status: 403 });
  }
}

/** Two people, not one twice. */
export class AlreadyApproved extends Refusal {
  constructor() {
    super('AlreadyApproved', 'You have approved this payout. It is large, so another admin has to agree.', { status: 409 });
  }
}

/** The role or the second factor went while the approval was on its way. */
export class NoAdminAnyMore extends Refusal {
  constructor() {
    super('NoAdminAnyMore', 'Only an admin with a second factor approves payouts, and you are none any more. Nothing was changed.', { status: 403 });
  }
}

/** Approving found that the creator owes: the payout was cancelled, so that the debt is repaid first. */
export class PayoutInDebt extends Refusal {
  constructor() {
    super('PayoutInDebt', 'This creator owes money since they asked, so the payout was cancelled and the debt repaid from it. They can ask anew.', { status: 409 });
  }
}

/** Somebody wants their gift back: the payout was cancelled. */
export class PayoutClaimed extends Refusal {
  constructor() {
    super('PayoutClaimed', 'A gift in this payout is being given back or disputed, so the payout was cancelled. Its creator can ask anew.', { status: 409 });
  }
}

/** What hurts somebody is done for a reason that they are told. */
export class PayoutReasonNeeded extends Refusal {
  constructor() {
    super('PayoutReasonNeeded', 'Write the reason, in 3 to 500 characters. The creator reads it.', { field: 'reason' });
  }
}

export class NoteEmpty extends Refusal {
  constructor() {
    super('NoteEmpty', 'Write a note of 1 to 2,000 characters.', { field: 'body' });
  }
}

export class PayoutMinimumTooSmall extends Refusal {
  constructor(minimumMinor: number, currency: Currency) {
    super('PayoutMinimumTooSmall', `Payouts begin at ${formatMoney(minimumMinor, currency)}. Leave this empty, or type at least that.`, { field: 'minimum' });
  }
}
