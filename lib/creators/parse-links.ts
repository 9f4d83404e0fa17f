import { cleanText } from '@/lib/forms';
import { LinkRefused } from './errors';
import { LINK_LABEL_MAX_CHARACTERS, LINKS_MOST } from './limits';

export type PageLink = { label: string; url: string };

const LONGEST_URL = 500;

/**
 * The links of a page, in the order in which they stand. A row without an address is no link; a
 * missing scheme is https, because that is what people mean who type "river.example".
 *
 * @throws LinkRefused with the field `url1` to `url8`, or `label1` to `label8`
 */
export function parseLinks(typed: readonly PageLink[]): PageLink[] {
  return typed.slice(0, LINKS_MOST).flatMap(({ label, url }, at) => {
    if (url.trim() === '') {
      if (label.trim() === '') return [];
      throw new LinkRefused(`url${at + 1}`, 'Please give the address that this leads to, or clear its name.');
    }
    const address = parseAddress(`url${at + 1}`, url.trim());
    return [{ label: parseLabel(`label${at + 1}`, label, address), url: address.href }];
  });
}

/** Only https to a name with a dot: other schemes could run on our page (SECURITY.md H03). */
function parseAddress(field: string, typed: string): URL {
  const written = /^[a-z][a-z0-9+.-]*:/i.test(typed) && !/^[^/:]+:\d/.test(typed) ? typed : `https://${typed}`;
  if (/[\s\p{Cc}\p{Cf}\\]/u.test(typed) || !URL.canParse(written)) throw new LinkRefused(field, 'This is no address of a page. It begins with https://.');
  const address = new URL(written);
  if (address.protocol !== 'https:') throw new LinkRefused(field, 'Only addresses that begin with https:// can stand here.');
  if (address.username || address.password) throw new LinkRefused(field, 'An address with a user name in it misleads people. Please leave that out.');
  if (!/\.[a-z0-9-]{2,}$/i.test(address.hostname) || address.href.length > LONGEST_URL) {
    throw new LinkRefused(field, 'This address leads nowhere that others can visit.');
  }
  return address;
}

function parseLabel(field: string, typed: string, address: URL): string {
  const label = cleanText(typed, { lines: false }) || address.hostname.replace(/^www\./, '').slice(0, LINK_LABEL_MAX_CHARACTERS);
  if ([...label].length > LINK_LABEL_MAX_CHARACTERS || label.length > 2 * LINK_LABEL_MAX_CHARACTERS) {
    throw new LinkRefused(field, `A name may have ${LINK_LABEL_MAX_CHARACTERS} characters. Please shorten it.`);
  }
  return label;
}
