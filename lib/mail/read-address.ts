import { Refusal } from '@/lib/errors';
import { isMailAddress } from './address';

/** What was typed is not one address that a mail can go to. */
export class AddressInvalid extends Refusal {
  constructor() {
    super('AddressInvalid', 'Please type one e-mail address, like name@example.com.', { field: 'email' });
  }
}

/**
 * One mailbox as we know it: trimmed and in lower case, so that two spellings are not two people.
 * Unicode that looks like ASCII is refused rather than folded: it could become somebody else's.
 *
 * @throws AddressInvalid
 */
export function readAddress(typed: string): string {
  const address = typed.trim().toLowerCase();
  // toLowerCase turns the Kelvin sign into a plain k: only what was ASCII when typed is taken.
  if (!/^[\x21-\x7e]+$/.test(typed.trim()) || !isMailAddress(address)) throw new AddressInvalid();
  return address;
}

/** An address without its "+tag", for limits: the mails all land in one mailbox. */
export function mailboxOf(address: string): string {
  return address.replace(/\+[^@]*(?=@)/, '');
}
