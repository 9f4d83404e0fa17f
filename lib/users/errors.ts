import { Refusal } from '@/lib/errors';
import { EMAIL_CHANGE_MINUTES, NAME_MAX_CHARACTERS } from './input';

export class PersonNotFound extends Refusal {
  constructor() {
    super('PersonNotFound', 'There is no such account.', { status: 404 });
  }
}

export class NameTooLong extends Refusal {
  constructor() {
    super('NameTooLong', `A name has at most ${NAME_MAX_CHARACTERS} characters.`, { field: 'displayName' });
  }
}

export class TimeZoneUnknown extends Refusal {
  constructor() {
    super('TimeZoneUnknown', 'Please choose a time zone from the list.', { field: 'timeZone' });
  }
}

export class AddressUnchanged extends Refusal {
  constructor() {
    super('AddressUnchanged', 'This is your address already.', { field: 'email' });
  }
}

/** One sentence for every link that does nothing (any more): used, old, replaced, invented. */
export class EmailChangeGone extends Refusal {
  constructor() {
    super(
      'EmailChangeGone',
      `This link has done its work or is older than ${EMAIL_CHANGE_MINUTES} minutes. Ask for a new one in your account.`,
      { status: 404 },
    );
  }
}

/** Told only to who has just proven that the mailbox is theirs. */
export class AddressHasAccount extends Refusal {
  constructor() {
    super('AddressHasAccount', 'This address already has an account of its own. Sign in with it, or delete that account first.', {
      status: 409,
    });
  }
}
