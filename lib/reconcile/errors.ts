import { Refusal } from '@/lib/errors';

/** Somebody else decided it, or both sides agree by now. */
export class NotOpen extends Refusal {
  constructor() {
    super('NotOpen', 'This difference is not open any more.', { status: 409 });
  }
}

/** Money of fans and creators is never the operator's own. */
export class OfAPayment extends Refusal {
  constructor() {
    super('OfAPayment', 'This belongs to a payment that we know, so it is booked with that payment and is nobody’s own. Run the job “inbox” or look at the events put aside.', { status: 409 });
  }
}

/** What it seemed to have paid for is not there any more, or was paid meanwhile. */
export class StrayChanged extends Refusal {
  constructor() {
    super('StrayChanged', 'What this charge paid for has changed since you looked, so nothing was recorded. Look again, then decide.', { status: 409 });
  }
}

/** The fee decides what a creator gets, so it is written by somebody. */
export class FeeNeeded extends Refusal {
  constructor() {
    super('FeeNeeded', 'Write the fee in the currency of the charge, less than the charge itself.', { field: 'fee' });
  }
}
