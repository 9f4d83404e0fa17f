import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { getDb, inTransaction, type Tx } from '@/db/client';
import {
  appeal, creator, creatorGoal, creatorGoalTotal, creatorLink, emailChange, formerAddress, mailMessage, media, oauthAccount, payment, person, recoveryCode,
  report, secondFactor, session, signInLink, suspension, tier, tip, webhookEvent,
} from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { forgetCustomers } from '@/lib/fans';
import { log } from '@/lib/log';
import { dropPicture } from '@/lib/media';
import { endPledgesToCreator } from '@/lib/pledges';
import { joinGuestPayments } from '@/lib/users';
import { DeletionNotConfirmed, NotSettled } from './errors';
import { findSubject } from './export-person';
import type { Subject } from './inventory';
import { leaveTabs } from './leave-tabs';
import { planDeletion } from './plan-deletion';

/** What a closed page is called where its payments are still spoken of. */
const CLOSED_PAGE = 'Closed page';
const CLOSED_TIER = 'Closed tier';

/**
 * Deletes an account: what says who somebody is goes, what the books need stays and leads to an
 * empty row. The ledger is not touched. Everything in one transaction; after it go the files of
 * pictures and the customer at the processor, and what a crash leaves of either the jobs remove.
 *
 * @param typed what the person typed to mean it: the handle of their page, or their address
 * @throws PersonNotFound, DeletionNotConfirmed, NotSettled
 */
export async function deletePerson(personId: string, typed: string, now: Date): Promise<void> {
  const files = await inTransaction(async (tx) => {
    await tx.select({ id: person.id }).from(person).where(eq(person.id, personId)).for('update');
    const subject = await findSubject(tx, personId);
    // Paid as a guest since the last sign-in: the address is proven, so these are theirs to erase too.
    await joinGuestPayments(tx, personId, subject.email);
    const { confirmWord, obstacles } = await planDeletion(tx, personId);
    if (typed.trim().replace(/^@/, '').toLowerCase() !== confirmWord) throw new DeletionNotConfirmed(confirmWord);
    if (obstacles.length > 0) throw new NotSettled(obstacles);
    await leaveTabs(tx, subject, now);
    await eraseWords(tx, subject);
    await eraseSignIn(tx, subject);
    const pictures = subject.creatorId ? await closePage(tx, subject.creatorId, now) : [];
    await emptyRow(tx, personId, now);
    await recordAct(tx, { actorId: personId, action: 'person.delete', subjectKind: 'person', subjectId: personId });
    return pictures;
  });
  // Whoever restores an older copy of the database finds in the log whom to delete again.
  log.info('person.deleted', { person: personId });
  await removeFiles(files);
  await forgetCustomers().catch((error: unknown) => log.error('customer.not_forgotten', error, { person: personId }));
}

type Picture = { id: string; key: string; widths: number[] };

/** Names, messages and addresses on payments, in mails and in what the processor told us. */
async function eraseWords(tx: Tx, { personId, email }: Subject): Promise<void> {
  const own = await tx
    .select({ id: payment.id, tipId: tip.id, sessionId: payment.checkoutSessionId, intentId: payment.paymentIntentId, chargeId: payment.chargeId })
    .from(payment)
    .leftJoin(tip, eq(tip.paymentId, payment.id))
    .where(eq(payment.personId, personId));
  const ids = [personId, ...own.flatMap((row) => [row.id, ...(row.tipId ? [row.tipId] : [])])];
  const objects = own.flatMap((row) => [row.sessionId, row.intentId, row.chargeId].filter((id) => id !== null));
  await tx.update(payment).set({ payerEmail: null }).where(eq(payment.personId, personId));
  await tx.update(tip).set({ displayName: null, message: null }).where(inArray(tip.paymentId, own.map((row) => row.id)));
  // A mail's key names its occasion and what it is about: 'receipt:<payment>', 'tip:<tip>'. So mail
  // to an earlier address of theirs is found as well, and mail that told a creator what they wrote.
  await tx
    .delete(mailMessage)
    .where(or(eq(sql`lower(${mailMessage.recipient})`, email), inArray(sql`split_part(${mailMessage.key}, ':', 2)`, ids)));
  await tx.update(report).set({ reporterEmail: null }).where(eq(report.reporterEmail, email));
  await tx
    .update(webhookEvent)
    .set({ payload: {} })
    .where(or(inArray(webhookEvent.paymentHint, own.map((row) => row.id)), inArray(webhookEvent.objectId, objects)));
}

async function eraseSignIn(tx: Tx, { personId, email }: Subject): Promise<void> {
  await tx.delete(session).where(eq(session.personId, personId));
  await tx.delete(oauthAccount).where(eq(oauthAccount.personId, personId));
  await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
  await tx.delete(secondFactor).where(eq(secondFactor.personId, personId));
  await tx.delete(emailChange).where(eq(emailChange.personId, personId));
  await tx.delete(formerAddress).where(eq(formerAddress.personId, personId));
  await tx.delete(signInLink).where(eq(signInLink.email, email));
}

/** The page keeps its handle and its alias in the books, and nothing that says whose it was. */
async function closePage(tx: Tx, creatorId: string, now: Date): Promise<Picture[]> {
  await endPledgesToCreator(tx, creatorId, now);
  await tx
    .update(tier)
    .set({ name: CLOSED_TIER, description: '', benefits: [], archivedAt: sql`coalesce(archived_at, ${now.toISOString()}::timestamptz)` })
    .where(eq(tier.creatorId, creatorId));
  const suspensions = tx.select({ id: suspension.id }).from(suspension).where(eq(suspension.creatorId, creatorId));
  await tx.update(appeal).set({ body: null }).where(inArray(appeal.suspensionId, suspensions));
  const pictures = await tx.select({ id: media.id, key: media.key, widths: media.widths }).from(media).where(eq(media.creatorId, creatorId));
  await tx.delete(creatorLink).where(eq(creatorLink.creatorId, creatorId));
  const goals = tx.select({ id: creatorGoal.id }).from(creatorGoal).where(eq(creatorGoal.creatorId, creatorId));
  await tx.delete(creatorGoalTotal).where(inArray(creatorGoalTotal.goalId, goals));
  await tx.delete(creatorGoal).where(eq(creatorGoal.creatorId, creatorId));
  await tx
    .update(creator)
    .set({
      personId: null, status: 'unpublished', suspendedReason: null, suspendedWithOwner: false, name: CLOSED_PAGE, tagline: '', bio: '',
      offer: '', thankYou: '', avatarId: null, bannerId: null, notifyTips: 'never',
    })
    .where(eq(creator.id, creatorId));
  return pictures;
}

async function emptyRow(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx
    .update(person)
    .set({
      email: null, displayName: null, status: 'deleted', deletedAt: now, isAdmin: false, suspendedReason: null,
      defaultVisibility: 'anonymous', locale: 'en-US', timeZone: 'UTC',
    })
    .where(and(eq(person.id, personId), eq(person.status, 'active')));
}

async function removeFiles(pictures: Picture[]): Promise<void> {
  for (const picture of pictures) {
    try {
      await dropPicture(picture.key, picture.widths);
      await getDb().delete(media).where(eq(media.id, picture.id));
    } catch (error) {
      log.error('media.not_removed', error, { media: picture.id });
    }
  }
}
