import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { person } from '@/db/schema';
import { env } from '@/lib/env';
import { enqueueMails, renderMail } from '@/lib/mail';
import type { Raised } from './raise-measure';

const HOUR_MS = 3_600_000;

/** What is worth waking somebody for: a page or the whole place under attack, or a source that was blocked. */
const isAlarming = ({ limit, step }: Raised) => limit === 'creator' || limit === 'everywhere' || step === 'block';

/**
 * Mails every admin that cards are being tested, in the transaction that found it: once an hour for an
 * attack that goes on, because an attacker could else fill their mailbox.
 */
export async function alarmAdmins(tx: Tx, raised: Raised[]): Promise<void> {
  const alarming = raised.filter(isAlarming);
  if (alarming.length === 0) return;
  const admins = await tx
    .select({ id: person.id, email: person.email })
    .from(person)
    .where(and(eq(person.isAdmin, true), eq(person.status, 'active')));
  const hour = Math.floor(Date.now() / HOUR_MS);
  const scope = alarming.some(({ limit }) => limit === 'creator' || limit === 'everywhere') ? 'page' : 'source';
  const subject = scope === 'page' ? 'Somebody is trying stolen cards on a page' : 'Somebody was trying stolen cards and is blocked';
  const words = renderMail({
    title: subject,
    paragraphs: [
      `${Math.max(...alarming.map(({ refusals }) => refusals))} cards were refused within minutes. ${said(alarming)}`,
      'Nothing has to be done: who gives honestly can still give. The page shows when it began, which limits were passed and what it holds up, and there you can lift it.',
    ],
    button: { label: 'See the attack', url: new URL('/admin/defence', env().APP_URL).href },
    foot: 'You get this mail because you are an admin here. One comes each hour while it goes on.',
  });
  await enqueueMails(tx, admins.flatMap(({ id, email }) => (email ? [{ key: `card_attack:${scope}:${hour}:${id}`, recipient: email, subject, ...words }] : [])));
}

function said(alarming: Raised[]): string {
  if (alarming.some(({ limit, step }) => limit === 'creator' && step === 'block')) return 'The page takes cards only from people who are signed in, for half an hour.';
  if (alarming.some(({ limit }) => limit === 'creator')) return 'Whoever tips there by card is asked for a proof first.';
  if (alarming.some(({ limit }) => limit === 'everywhere')) return 'Whoever pays by card, anywhere, is asked for a proof first.';
  return 'Where they came from, no card page opens for a while.';
}
