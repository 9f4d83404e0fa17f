import { Refusal } from '@/lib/errors';
import { REST_HOURS } from './rest';

export class NoPayoutAccount extends Refusal {
  constructor() {
    super('NoPayoutAccount', 'There is no payout account yet. It is connected on the dashboard, under “Payout account”.', { status: 409 });
  }
}

/** Told before anything is made at the processor. */
export class CountryNotPaid extends Refusal {
  constructor() {
    super('CountryNotPaid', 'Nobody in your country can be paid here at the moment. What supporters gave you stays yours; write to whoever runs this site.', {
      status: 409,
    });
  }
}

export class PayoutAccountNotReady extends Refusal {
  constructor() {
    super('PayoutAccountNotReady', 'The payout account is not ready yet. What it still needs stands on its page.', { status: 409 });
  }
}

/** The processor stopped it, or its owner has taken it away from us. */
export class PayoutAccountRestricted extends Refusal {
  constructor() {
    super('PayoutAccountRestricted', 'The payout account takes no money at the moment. What it needs stands on its page.', { status: 409 });
  }
}

/** Somebody may have taken over the account: its owner gets time to notice. */
export class PayoutsRest extends Refusal {
  readonly until: Date;

  constructor(until: Date, written: string) {
    super('PayoutsRest', `The payout account or the sign-in address changed lately. Payouts rest for ${REST_HOURS} hours after that, until ${written}.`, {
      status: 409,
    });
    this.until = until;
  }
}
