import { Refusal } from '@/lib/errors';

/** What an admin names is not there. */
export class NothingThere extends Refusal {
  constructor() {
    super('NothingThere', 'There is nothing at this address.', { status: 404 });
  }
}

/** An admin is no judge of their own things (SECURITY.md B09). */
export class OwnMatter extends Refusal {
  constructor() {
    super('OwnMatter', 'This is about yourself, so another admin has to do it.', { status: 403 });
  }
}

/** What hurts somebody is done for a reason that they can be told. */
export class ReasonNeeded extends Refusal {
  constructor() {
    super('ReasonNeeded', 'Write the reason, in 3 to 500 characters.', { field: 'reason' });
  }
}

export class AlreadySuspended extends Refusal {
  constructor() {
    super('AlreadySuspended', 'This is already suspended, or no longer there to be.', { status: 409 });
  }
}

export class NotSuspended extends Refusal {
  constructor() {
    super('NotSuspended', 'This is not suspended.', { status: 409 });
  }
}

/** A page whose owner is suspended comes back with its owner, not before. */
export class OwnerSuspended extends Refusal {
  constructor() {
    super('OwnerSuspended', 'The owner of this page is suspended. Lift that first, and the page comes back with it.', { status: 409 });
  }
}

export class NotParked extends Refusal {
  constructor() {
    super('NotParked', 'This event is not parked any more.', { status: 409 });
  }
}

/** The charge of a bill is many creators' money, line by line. */
export class BillNotRefundable extends Refusal {
  constructor() {
    super('BillNotRefundable', 'The charge of a bill is many creators’ money: refund it on the page of the bill, line by line or whole. Nothing was changed.', { status: 409 });
  }
}

/** A bill of somebody suspended stands still. */
export class FanSuspended extends Refusal {
  constructor() {
    super('FanSuspended', 'This fan is suspended or frozen, so the bill stands still. Lift that first, and it goes on by itself.', { status: 409 });
  }
}

/** Nobody has a tab, so no evening makes a bill. */
export class NoEveningComes extends Refusal {
  constructor() {
    super('NoEveningComes', 'Nobody has a tab that will be billed. Pledge something first.', { status: 409 });
  }
}

export class ChargesGoOn extends Refusal {
  constructor() {
    super('ChargesGoOn', 'Charges go on already: another admin was faster, or they never stood still.', { status: 409 });
  }
}

/** Restored books may have forgotten charges, and would make them again. */
export class ChargesUnknown extends Refusal {
  constructor(unknown: number | null) {
    super('ChargesUnknown', unknown === null
      ? 'These books were not compared with Stripe since they were restored. Run the job “reconcile” first. Nothing is charged until then.'
      : `Stripe has ${unknown === 1 ? 'one charge' : `${unknown} charges`} that these books do not know, so a bill might be charged twice. See what ${unknown === 1 ? 'it is' : 'they are'} under Reconciliation: decide about each, or give it back at Stripe first. Then run “reconcile” and try again.`, { status: 409 });
  }
}

/** Nothing is owed any more: it was repaid or given up meanwhile. */
export class NoDebt extends Refusal {
  constructor() {
    super('NoDebt', 'This creator owes nothing any more.', { status: 409 });
  }
}
