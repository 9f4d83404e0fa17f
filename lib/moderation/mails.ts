import type { Tx } from '@/db/client';
import { appealUrl } from '@/lib/admin';
import { env } from '@/lib/env';
import { enqueueMail, enqueueMails, renderMail } from '@/lib/mail';
import { showReportNumber } from './report-number';

/** What a mail to a reporter needs. Never what they wrote: the address is typed, and may be a stranger's. */
type Reported = { id: string; number: string; handle: string; reporterEmail: string | null };

const FOOT = 'You get this mail because this address was typed on a report. If that was not you, do nothing; it is used for nothing else.';

/** Tells a reporter, if they gave an address, that the report is here and what happens next. */
export async function tellReceived(tx: Tx, told: Reported): Promise<void> {
  if (!told.reporterEmail) return;
  const subject = `Your report ${showReportNumber(told.number)} is here`;
  const words = renderMail({
    title: subject,
    paragraphs: [
      `It is about the page /${told.handle}. A person reads it, usually within two days, and decides whether the page stays.`,
      'A mail to this address says how it went. Whose page it is never learns who reported it.',
    ],
    button: { label: 'See how it stands', url: receiptUrl(told) },
    foot: FOOT,
  });
  await enqueueMail(tx, { key: `report:${told.id}`, recipient: told.reporterEmail, subject, ...words });
}

/** Tells every reporter who gave an address what was decided, and why. */
export async function tellDecided(tx: Tx, reports: Reported[], decided: { status: 'dismissed' | 'upheld'; reason: string }): Promise<void> {
  const mails = reports.flatMap((told) => {
    if (!told.reporterEmail) return [];
    const subject = `Your report ${showReportNumber(told.number)} is decided`;
    const outcome = decided.status === 'upheld'
      ? `The page /${told.handle} is suspended: nobody can see it and it takes no money. Its owner may appeal once.`
      : `The page /${told.handle} stays as it is.`;
    const words = renderMail({
      title: subject,
      paragraphs: [outcome, `The reason: ${decided.reason}`, 'Thank you for looking out for others.'],
      button: { label: 'See the report', url: receiptUrl(told) },
      foot: FOOT,
    });
    return [{ key: `report-decided:${told.id}`, recipient: told.reporterEmail, subject, ...words }];
  });
  await enqueueMails(tx, mails);
}

/** `shutOut`: the suspension by whose link somebody reads this who cannot sign in. */
type Owner = { appealId: string; email: string | null; pageName: string; shutOut: string | null };

/** Tells a page's owner that their appeal is here. */
export async function tellAppealReceived(tx: Tx, { appealId, email, pageName, shutOut }: Owner): Promise<void> {
  if (!email) return;
  const subject = `Your appeal for ${pageName} is here`;
  const words = renderMail({
    title: subject,
    paragraphs: [`Somebody other than the person who suspended ${shutOut ? 'you' : 'your page'} reads it, usually within two days.`, 'A mail tells you what is decided, and why.'],
    button: { label: 'Read it again', url: shutOut ? appealUrl(shutOut) : new URL('/dashboard/appeal', env().APP_URL).href },
  });
  await enqueueMail(tx, { key: `appeal:${appealId}`, recipient: email, subject, ...words });
}

/** Tells a page's owner that it stays suspended, or they stay shut out, and why. That all is back, lifting itself tells. */
export async function tellKept(tx: Tx, { appealId, email, pageName, shutOut, reason }: Owner & { reason: string }): Promise<void> {
  if (!email) return;
  const subject = shutOut ? 'Your account stays suspended' : `Your page ${pageName} stays suspended`;
  const words = renderMail({
    title: subject,
    paragraphs: [
      `Somebody other than the person who suspended ${shutOut ? 'you' : 'it'} has read your appeal.`,
      `The reason: ${reason}`,
      `This decision is the last one here. ${shutOut ? 'What' : 'You can still sign in and read your books, and what'} the law gives you elsewhere stays yours.`,
    ],
  });
  await enqueueMail(tx, { key: `appeal-decided:${appealId}`, recipient: email, subject, ...words });
}

/** Tells a page's owner what becomes of the money that stood still, and why. */
export async function tellMoneyDecided(
  tx: Tx,
  { mailId, email, pageName, verdict, reason }: { mailId: string; email: string | null; pageName: string; verdict: 'release' | 'give_back'; reason: string },
): Promise<void> {
  if (!email) return;
  const isFree = verdict === 'release';
  const subject = isFree ? `The money of ${pageName} is released` : `The money of ${pageName} goes back`;
  const words = renderMail({
    title: subject,
    paragraphs: [
      isFree
        ? 'Your page stays suspended, but what it received before is yours: you can ask for it to be paid out.'
        : 'What your page received and was not paid out is given back to those who gave it, line by line. None of it becomes ours.',
      `The reason: ${reason}`,
    ],
    button: isFree ? { label: 'See your payouts', url: new URL('/dashboard/payouts', env().APP_URL).href } : undefined,
  });
  await enqueueMail(tx, { key: `money:${mailId}`, recipient: email, subject, ...words });
}

function receiptUrl({ handle, number }: Reported): string {
  return new URL(`/report/${handle}/${showReportNumber(number)}`, env().APP_URL).href;
}
