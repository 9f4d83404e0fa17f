import { Refusal } from '@/lib/errors';

/** The hosted page of this payment is over: it was paid, it failed, or it expired. */
export class PaymentClosed extends Refusal {
  constructor() {
    super('PaymentClosed', 'This payment is already finished. Reload the page to start a new one.', { status: 409 });
  }
}

/** One bill is charged once at a time: a page is open to pay it, a charge is under way, or it is paid. */
export class PaymentUnderWay extends Refusal {
  constructor() {
    super('PaymentUnderWay', 'This bill is being charged right now, or has just been paid. Reload the page in a moment.', {
      status: 409,
    });
  }
}

export class PaymentNotFound extends Refusal {
  constructor() {
    super('PaymentNotFound', 'There is no such payment.', { status: 404 });
  }
}

export class NothingToRefund extends Refusal {
  constructor() {
    super('NothingToRefund', 'This payment has not been collected, or has already been refunded.', { status: 409 });
  }
}

/** Whoever disputes gets the money from their bank: sent back as well, it would go out twice. */
export class PaymentDisputed extends Refusal {
  constructor() {
    super('PaymentDisputed', 'Its bank has taken this payment back, so it cannot be refunded as well. Answer the dispute instead.', { status: 409 });
  }
}
