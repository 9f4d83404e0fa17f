import { Refusal } from '@/lib/errors';

/** Not a tier of one's own page, or none at all: both look the same. */
export class TierNotFound extends Refusal {
  constructor() {
    super('TierNotFound', 'There is no such tier on your page.', { status: 404 });
  }
}

/** What the form of a tier says cannot be kept. */
export class TierRefused extends Refusal {
  constructor(field: string | null, sentence: string) {
    super('TierRefused', sentence, field ? { field } : {});
  }
}

export class TierFull extends Refusal {
  constructor(tier: string) {
    super('TierFull', `All places of “${tier}” are taken. Please choose another tier; nothing was added.`, { status: 409 });
  }
}

export class TierGone extends Refusal {
  constructor() {
    super('TierGone', 'This tier is no longer offered. Please choose another one; nothing was added.', { status: 404 });
  }
}

/** Suspended, unpublished or not allowed to take money: to a fan these are one. */
export class CreatorClosed extends Refusal {
  constructor(creator: string) {
    super('CreatorClosed', `The page of ${creator} takes no pledges at the moment. Please look in again later; nothing was added.`, { status: 409 });
  }
}

export class AlreadyPledged extends Refusal {
  constructor(creator: string) {
    super('AlreadyPledged', `You pledge to ${creator} already. Change that pledge under Account → Pledges.`, { status: 409 });
  }
}

export class OwnPage extends Refusal {
  constructor() {
    super('OwnPage', 'This is your own page: its perks are yours without a pledge.', { status: 409 });
  }
}

export class PledgeBelowPrice extends Refusal {
  constructor(price: string) {
    super('PledgeBelowPrice', `This tier costs ${price} a month. You can pay more, not less.`, { field: 'amount' });
  }
}

export class PledgeAboveMost extends Refusal {
  constructor(most: string) {
    super('PledgeAboveMost', `A pledge can be ${most} a month at most.`, { field: 'amount' });
  }
}

/** The page took another currency between the form and now. */
export class PledgeCurrencyChanged extends Refusal {
  constructor() {
    super('PledgeCurrencyChanged', 'This page has just changed its currency. Please reload it; nothing was added.', { status: 409 });
  }
}

export class ConsentMissing extends Refusal {
  constructor() {
    super('ConsentMissing', 'Please tick that your card may be charged like this; without it there can be no monthly pledge.', { field: 'agree' });
  }
}

/** The same key with other content: a form sent twice must be the same pledge, not a second one. */
export class PledgeKeyReused extends Refusal {
  constructor() {
    super('PledgeKeyReused', 'This form was already used for another pledge. Please reload the page and try again.', { status: 409 });
  }
}

/** Not a pledge of one's own, or none at all. */
export class PledgeNotFound extends Refusal {
  constructor() {
    super('PledgeNotFound', 'There is no such pledge of yours.', { status: 404 });
  }
}

/** The pledge is not in a state in which this can be done, with the sentence that says what can. */
export class PledgeNotNow extends Refusal {
  constructor(sentence: string) {
    super('PledgeNotNow', sentence, { status: 409 });
  }
}

/** A day has passed, or somebody changed something, since the amounts were shown. */
export class PlanChanged extends Refusal {
  constructor() {
    super('PlanChanged', 'The amounts have changed since this page was drawn. Please look at them again, then confirm; nothing was added.', { status: 409 });
  }
}

/** The mailed link was used, refused, or is more than seven days old. */
export class ConfirmLinkGone extends Refusal {
  constructor() {
    super('ConfirmLinkGone', 'This link has ended: it was used, or seven days are over. Nothing more is charged because of it.', { status: 404 });
  }
}

/** Somebody is signed in, and it is not the mailbox that the link was sent to. */
export class OtherMailbox extends Refusal {
  constructor() {
    super('OtherMailbox', 'You are signed in with another address than this pledge was made with. Please sign in with that one.', { status: 403 });
  }
}
