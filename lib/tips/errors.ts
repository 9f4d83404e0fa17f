import { Refusal } from '@/lib/errors';

export class CreatorNotFound extends Refusal {
  constructor() {
    super('CreatorNotFound', 'This page takes no tips at the moment. Please look in again later; nothing was charged.', { status: 404 });
  }
}

/** The page took another currency between the form and now; its amounts mean something else. */
export class CurrencyChanged extends Refusal {
  constructor() {
    super('CurrencyChanged', 'This page has just changed its currency. Please reload it; nothing was charged.', { status: 409 });
  }
}

/** There is no such tip, or it is somebody else's, which is the same to who asks. */
export class TipNotFound extends Refusal {
  constructor() {
    super('TipNotFound', 'There is no such tip on your page.', { status: 404 });
  }
}

export class TipBelowMinimum extends Refusal {
  /** @param onTab the smallest one on a tab, as money, where that is smaller */
  constructor(minimum: string, onTab: string | null = null) {
    const less = onTab ? ` On a tab, charged once a month, it can be ${onTab}: open yours under Account → Tab.` : '';
    super('TipBelowMinimum', `The smallest tip here is ${minimum}: below that the card fee eats too much of it.${less}`, {
      field: 'amount',
    });
  }
}

/** Money to oneself would only feed the processor. */
export class OwnPage extends Refusal {
  constructor() {
    super('OwnPage', 'This is your own page: a gift to yourself would only cost you the fees.', { status: 409 });
  }
}

/** A tab is somebody's: without an account there is none to put it on. */
export class TabNeedsAccount extends Refusal {
  constructor() {
    super('TabNeedsAccount', 'Please sign in to tip on your tab, or pay by card. Nothing was charged.', { status: 409 });
  }
}

export class TipAboveMaximum extends Refusal {
  constructor(maximum: string) {
    super('TipAboveMaximum', `The largest tip here is ${maximum}. Please choose a smaller amount.`, { field: 'amount' });
  }
}

export class MessageTooLong extends Refusal {
  constructor(characters: number, most: number) {
    super('MessageTooLong', `The message has ${characters} characters; ${most} fit. Please shorten it.`, {
      field: 'message',
    });
  }
}

export class NameTooLong extends Refusal {
  constructor(most: number) {
    super('NameTooLong', `A name may have ${most} characters. Please shorten it.`, { field: 'name' });
  }
}

/** The same key with other content: a form sent twice must be the same tip, not a second one. */
export class TipKeyReused extends Refusal {
  constructor() {
    super('TipKeyReused', 'This form was already used for another tip. Please reload the page and try again.', {
      status: 409,
    });
  }
}

export class TipDraftGone extends Refusal {
  constructor() {
    super('TipDraftGone', 'This tip was not confirmed in time. Please start again; nothing was charged.', { status: 404 });
  }
}
