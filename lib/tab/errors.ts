import { Refusal } from '@/lib/errors';

/** There is no card that could be charged. */
export class NoCard extends Refusal {
  constructor() {
    super('NoCard', 'There is no card on your tab yet. Save one under Account → Cards, then try again; nothing was added.', { status: 409 });
  }
}

/** The bank has said that the saved card will not work again. */
export class CardRefused extends Refusal {
  constructor() {
    super('CardRefused', 'Your card was refused. Save another under Account → Cards, then try again; nothing was added.', { status: 409 });
  }
}

/** Nothing is charged to a stored card before its holder agreed to how. */
export class NoConsent extends Refusal {
  constructor() {
    super('NoConsent', 'Please agree first to how your tab is charged in this currency: tick the box, then send it again.', { status: 409, field: 'agree' });
  }
}

/** Somebody who has not opened the mailed link has one pledge and no more. */
export class UnprovenFan extends Refusal {
  constructor() {
    super('UnprovenFan', 'Please open the link in our mail first: it confirms your pledge and opens your tab.', { status: 409 });
  }
}

export class TabPaused extends Refusal {
  constructor() {
    super('TabPaused', 'Your tab is paused, so nothing new goes on it. Go on with it under Account → Tab.', { status: 409 });
  }
}

/** A bill could not be collected: the card comes first. */
export class TabInDunning extends Refusal {
  constructor() {
    super('TabInDunning', 'Your last bill is not paid yet, so nothing new goes on your tab. Mend your card under Account → Bills.', { status: 409 });
  }
}

/** Their last bill was given up unpaid, so what they add is charged at once, and this is too little for that. */
export class PayFirst extends Refusal {
  constructor(least: string) {
    super('PayFirst', `Your last bill was never paid, so what you add now is charged at once, and a card payment starts at ${least}. Nothing was added.`, { status: 409 });
  }
}

/** The limit is reached while a charge is under way already. */
export class TabBusy extends Refusal {
  constructor() {
    super('TabBusy', 'Your tab is full and is being charged right now. Please try again in a minute; nothing was added.', { status: 409 });
  }
}

/** The limit is reached by lines that can still be undone, so there is nothing large enough to charge. */
export class TabLimitReached extends Refusal {
  constructor(limit: string) {
    super('TabLimitReached', `Your tab is full: ${limit} between two bills. Pay it now under Account → Tab, or try again in ten minutes.`, { status: 409 });
  }
}

/** The fan's own cap. Everything is said as money or a day, ready to be read. */
export class CapReached extends Refusal {
  constructor({ cap, used, asked, renews }: { cap: string; used: string; asked: string; renews: string }) {
    super(
      'CapReached',
      `This would pass your cap of ${cap} a month: ${used} is used, and this is ${asked}. It begins anew on ${renews}; you can change it under Account → Tab.`,
      { status: 409 },
    );
  }
}

/** The line is not there, or is somebody else's. */
export class LineNotFound extends Refusal {
  constructor() {
    super('LineNotFound', 'There is no such line on your tab.', { status: 404 });
  }
}

export class UndoTooLate extends Refusal {
  constructor() {
    super('UndoTooLate', 'Ten minutes are over or it is on a bill already, so this can no longer be undone.', { status: 409 });
  }
}

/** Nothing is owed, or less than the processor can charge. */
export class NothingToPay extends Refusal {
  constructor(least: string) {
    super('NothingToPay', `There is too little to charge now: a card payment starts at ${least}. What can still be undone waits ten minutes.`, { status: 409 });
  }
}

/** Something came or went between the page and the button; nobody pays another sum than they read. */
export class TabChanged extends Refusal {
  constructor(sum: string) {
    super('TabChanged', `Your tab has changed since this page was drawn: it would be ${sum} now. Please look at it again; nothing was charged.`, { status: 409 });
  }
}

export class CapUnderPledges extends Refusal {
  constructor(pledged: string) {
    super('CapUnderPledges', `Your pledges alone are ${pledged} a month, so the cap cannot be lower. Change or pause a pledge first.`, { field: 'cap' });
  }
}

export class BillingDayUnknown extends Refusal {
  constructor() {
    super('BillingDayUnknown', 'Please choose a day from 1 to 28: every month has those.', { field: 'day' });
  }
}
