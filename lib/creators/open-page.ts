import { inTransaction } from '@/db/client';
import { creator } from '@/db/schema';
import { newId } from '@/lib/ids';
import { log } from '@/lib/log';
import { acceptTerms } from '@/lib/legal';
import { encodePicture } from '@/lib/media';
import { currentLimits, CurrencyNotOffered, isOffered } from '@/lib/pricing';
import { readSetting } from '@/lib/settings';
import type { Currency } from '@/lib/money';
import { showPicture } from './change-picture';
import { CountryNotAllowed, PageAlreadyOpen } from './errors';
import type { CreatorKind } from './input';
import { PLAIN_DRAWINGS } from './drawings';
import { firstAmounts } from './parse-amounts';
import { parseName, parseOffer } from './parse-page';
import { asHandleTaken, parseHandle } from './rename-handle';
import { violatedConstraint } from './violated-constraint';

/** What the form of a new page says. */
export type NewPage = {
  handle: string;
  name: string;
  kind: CreatorKind;
  country: string;
  currency: Currency;
  offer: string;
  avatar: Buffer | null;
};

const COPPER = '#a8521f';

/**
 * Opens a page for somebody who has none and has ticked the terms: it is live when this returns and
 * takes tips. What they agreed to is written in the same transaction. A picture that cannot be taken
 * refuses the whole, before anything is written.
 *
 * @param now business time
 * @throws PageAlreadyOpen, HandleMalformed, HandleReserved, HandleTaken, NameRefused, OfferTooShort,
 *   TextTooLong, CountryNotAllowed, CurrencyNotOffered, and every refusal of `encodePicture`
 */
export async function openPage(personId: string, page: NewPage, now: Date): Promise<{ creatorId: string; handle: string }> {
  const row = rowOf(personId, page, now);
  const picture = page.avatar && (await encodePicture('avatar', page.avatar));
  await inTransaction(async (tx) => {
    if (!(await readSetting(tx, 'allowedCountries')).includes(page.country)) throw new CountryNotAllowed();
    await tx.insert(creator).values({ ...row, ...firstAmounts(await currentLimits(tx, page.currency)) });
    await acceptTerms(tx, personId);
  }).catch((error: unknown) => {
    throw violatedConstraint(error) === 'creator_person_id_key' ? new PageAlreadyOpen() : asHandleTaken(error);
  });
  const opened = { creatorId: row.id, handle: row.handle };
  if (picture) {
    // The page stands already; a store that is away must not take it down again.
    await showPicture({ creatorId: row.id, personId }, 'avatar', picture).catch((error: unknown) =>
      log.error('page.picture_not_kept', error, { creator: row.id }),
    );
  }
  return opened;
}

function rowOf(personId: string, page: NewPage, now: Date) {
  const handle = parseHandle(page.handle);
  const name = parseName(page.name);
  if (!isOffered(page.currency)) throw new CurrencyNotOffered(page.currency);
  const offer = parseOffer(page.offer, { required: true });
  const id = newId();
  return {
    id,
    personId,
    handle,
    name,
    offer,
    tagline: '',
    bio: '',
    kind: page.kind,
    country: page.country,
    currency: page.currency,
    status: 'active' as const,
    accent: COPPER,
    art: drawingFor(id),
        thankYou: '',
    ledgerOwner: newId(),
    createdAt: now,
  };
}

/** Pages opened one after the other get different drawings; the end of a UUIDv7 is random. */
function drawingFor(id: string): string {
  const at = Number.parseInt(id.slice(-6), 16) % PLAIN_DRAWINGS.length;
  return PLAIN_DRAWINGS[at] ?? PLAIN_DRAWINGS[0];
}
