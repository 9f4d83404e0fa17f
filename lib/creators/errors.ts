import { Refusal } from '@/lib/errors';

/** Not one's own page, or none at all: both look the same (SECURITY.md B). */
export class PageNotFound extends Refusal {
  constructor() {
    super('PageNotFound', 'There is no such page of yours.', { status: 404 });
  }
}

export class PageAlreadyOpen extends Refusal {
  constructor() {
    super('PageAlreadyOpen', 'You already have a page. It stands on your dashboard.', { status: 409 });
  }
}

export class HandleMalformed extends Refusal {
  constructor() {
    super('HandleMalformed', 'An address has 2 to 30 small letters, digits and single hyphens, such as river-notes.', {
      field: 'handle',
    });
  }
}

/** A word of ours, or one that looks like it. */
export class HandleReserved extends Refusal {
  constructor() {
    super('HandleReserved', 'This address looks like one of our own words. Please choose another one.', { field: 'handle' });
  }
}

/** Somebody has or had this address, or one that looks like it. */
export class HandleTaken extends Refusal {
  constructor() {
    super('HandleTaken', 'Another page has this address, had it, or has one that looks like it. Please choose another one.', {
      field: 'handle',
      status: 409,
    });
  }
}

const NAME_FAULTS = {
  empty: 'Please give a name with at least one letter or digit.',
  long: 'A name may have 60 characters. Please shorten it.',
  badge: 'A name may not carry a sign that looks like a verification. Please leave it out.',
  ours: 'A name may not sound as if it were this site itself. Please choose another one.',
} as const;

export class NameRefused extends Refusal {
  constructor(fault: keyof typeof NAME_FAULTS) {
    super('NameRefused', NAME_FAULTS[fault], { field: 'name' });
  }
}

export class TextTooLong extends Refusal {
  constructor(field: string, characters: number, most: number) {
    super('TextTooLong', `This has ${characters} characters; ${most} fit. Please shorten it.`, { field });
  }
}

export class OfferTooShort extends Refusal {
  constructor(least: number) {
    super('OfferTooShort', `Please say in a sentence what supporters get or what you make: at least ${least} characters.`, {
      field: 'offer',
    });
  }
}

export class CountryNotAllowed extends Refusal {
  constructor() {
    super('CountryNotAllowed', 'Pages from this country cannot take money here yet.', { field: 'country' });
  }
}

export class LinkRefused extends Refusal {
  constructor(field: string, sentence: string) {
    super('LinkRefused', sentence, { field });
  }
}

export class AccentInvalid extends Refusal {
  constructor() {
    super('AccentInvalid', 'A colour is written like #a8521f.', { field: 'accent' });
  }
}

export class AmountRefused extends Refusal {
  constructor(field: string, sentence: string) {
    super('AmountRefused', sentence, { field });
  }
}

export class GoalRefused extends Refusal {
  constructor(field: string | null, sentence: string) {
    super('GoalRefused', sentence, field ? { field } : {});
  }
}

export class CurrencyInUse extends Refusal {
  constructor(sentence: string) {
    super('CurrencyInUse', sentence, { field: 'currency', status: 409 });
  }
}

export class PictureMissing extends Refusal {
  constructor(field: string) {
    super('PictureMissing', 'Please choose a picture first.', { field });
  }
}
