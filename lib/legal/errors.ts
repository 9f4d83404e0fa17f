import { Refusal } from '@/lib/errors';

export class LegalTextEmpty extends Refusal {
  constructor() {
    super('LegalTextEmpty', 'There is no text yet.', { field: 'body' });
  }
}

export class LegalTextTooLong extends Refusal {
  constructor(most: number) {
    super('LegalTextTooLong', `This is longer than ${most.toLocaleString('en')} characters. Nobody would read it.`, { field: 'body' });
  }
}

export class LegalTextIsDraft extends Refusal {
  constructor() {
    super('LegalTextIsDraft', 'It still says “Draft: have a lawyer read this”. Take that line out once a lawyer has.', { field: 'body' });
  }
}

/** What is asked for needs an agreement to the terms that hold now. */
export class ConsentNeeded extends Refusal {
  constructor() {
    super('ConsentNeeded', 'Our terms have changed. Please read them and agree at /account/agree, then try again.', { status: 403 });
  }
}

/** Agreed to what does not hold any more: a new version was published while the page lay open. */
export class TermsChanged extends Refusal {
  constructor() {
    super('TermsChanged', 'The terms changed while this page was open. Please reload it and read the new ones.', { status: 409 });
  }
}
