import { Refusal } from '@/lib/errors';

/** There is no such page, or nobody can see it. */
export class PageNotFound extends Refusal {
  constructor() {
    super('PageNotFound', 'There is no page with this name any more, so there is nothing to report.', { status: 404 });
  }
}

/** Of several admins, another was faster; what they decided is not decided twice. */
export class ReportsDecided extends Refusal {
  constructor() {
    super('ReportsDecided', 'Another admin has decided some of these reports. Reload the page and look again.', { status: 409 });
  }
}

/** Somebody with a page that is not suspended, or that nobody knows by whom it was. */
export class NothingToAppeal extends Refusal {
  constructor() {
    super('NothingToAppeal', 'Your page is not suspended, so there is nothing to appeal.', { status: 409 });
  }
}

export class AppealTooLate extends Refusal {
  constructor() {
    super('AppealTooLate', 'The days to appeal are over.', { status: 409 });
  }
}

export class AppealWritten extends Refusal {
  constructor() {
    super('AppealWritten', 'You have appealed already; each suspension allows one appeal.', { status: 409 });
  }
}

export class AppealDecided extends Refusal {
  constructor() {
    super('AppealDecided', 'This appeal is decided already. Reload the page to see how.', { status: 409 });
  }
}

/** Whoever suspended a page is no judge of its owner's appeal. */
export class OwnSuspension extends Refusal {
  constructor() {
    super('OwnSuspension', 'You suspended this page, so another admin has to decide its appeal.', { status: 403 });
  }
}

/** Nothing of this page's money stands still, or what becomes of it is decided. */
export class MoneyNotFrozen extends Refusal {
  constructor() {
    super('MoneyNotFrozen', 'Nothing of this page’s money waits for a decision. Reload the page to see what became of it.', { status: 409 });
  }
}

export class OnlyGivenBack extends Refusal {
  constructor() {
    super('OnlyGivenBack', 'Money of a fraud or of unlawful content only goes back to those who gave it. If the suspension was a mistake, lift it, and the money is free.', { status: 409 });
  }
}

/** Who cannot sign in cannot ask for what is released. */
export class OwnerCannotAsk extends Refusal {
  constructor() {
    super('OwnerCannotAsk', 'The owner cannot sign in to ask for it. Let them in again first, or give the money back.', { status: 409 });
  }
}

/** A won appeal releases the money, so none goes back while one waits. */
export class AppealWaits extends Refusal {
  constructor() {
    super('AppealWaits', 'An appeal waits. Decide it first: if it is granted, the money is its owner’s.', { status: 409 });
  }
}
