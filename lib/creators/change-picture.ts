import { eq } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { creator, media } from '@/db/schema';
import { newId } from '@/lib/ids';
import { countAttempt } from '@/lib/limits';
import { log } from '@/lib/log';
import { dropPicture, encodePicture, keepPicture, newPictureKey, type PictureKind, type Rendition } from '@/lib/media';
import { isOwned, lockOwnPage, type PageOwner } from './owned-page';

const DAY_SECONDS = 86_400;
/** Nobody needs more, and each costs seconds of a processor (SECURITY.md I10). */
const UPLOADS_A_DAY = 40;

/**
 * Puts an uploaded picture on one's own page, in the place of the one before, whose files go. The
 * new row is written before its files and shown after them, so nothing that is shown is missing and
 * nothing that is stored is unknown: what a crash leaves behind, `sweepPictures` finds.
 *
 * @throws every refusal of `encodePicture`, TooManyAttempts, PageNotFound
 */
export async function changePicture(owner: PageOwner, kind: PictureKind, bytes: Buffer): Promise<void> {
  await countAttempt(getDb(), { what: 'page.picture', of: owner.personId, perWindow: UPLOADS_A_DAY, windowSeconds: DAY_SECONDS });
  const renditions = await encodePicture(kind, bytes);
  await showPicture(owner, kind, renditions);
}

/** Stores what was encoded already and shows it. @throws PageNotFound */
export async function showPicture(owner: PageOwner, kind: PictureKind, renditions: Rendition[]): Promise<void> {
  const row = {
    id: newId(),
    key: newPictureKey(),
    creatorId: owner.creatorId,
    kind,
    widths: renditions.map(({ width }) => width),
    bytes: renditions.reduce((sum, { bytes }) => sum + bytes.length, 0),
  };
  await inTransaction(async (tx) => {
    await lockOwnPage(tx, owner);
    await tx.insert(media).values(row);
  });
  await keepPicture(row.key, renditions);
  await pointTo(owner, kind, row.id);
}

/** Takes a picture off one's own page; the drawing takes its place. @throws PageNotFound */
export async function removePicture(owner: PageOwner, kind: PictureKind): Promise<void> {
  await pointTo(owner, kind, null);
}

async function pointTo(owner: PageOwner, kind: PictureKind, mediaId: string | null): Promise<void> {
  const before = await inTransaction(async (tx) => {
    const page = await lockOwnPage(tx, owner);
    await tx.update(creator).set(kind === 'avatar' ? { avatarId: mediaId } : { bannerId: mediaId }).where(isOwned(owner));
    return kind === 'avatar' ? page.avatarId : page.bannerId;
  });
  if (before) await forgetPicture(before);
}

/**
 * Removes a picture that no page shows any more, files first: as long as the row stands, the sweep
 * knows of them. A store that is away now is asked again by the sweep.
 */
export async function forgetPicture(mediaId: string): Promise<void> {
  try {
    const [row] = await getDb().select().from(media).where(eq(media.id, mediaId));
    if (!row) return;
    await dropPicture(row.key, row.widths);
    await getDb().delete(media).where(eq(media.id, mediaId));
  } catch (error) {
    log.error('media.not_removed', error, { media: mediaId });
  }
}
