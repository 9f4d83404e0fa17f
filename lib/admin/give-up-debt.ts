import { eq } from 'drizzle-orm';
import { inTransaction, type Tx } from '@/db/client';
import { creator, person } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { env } from '@/lib/env';
import { newId } from '@/lib/ids';
import { account, post } from '@/lib/income';
import { balanceOf, transfersOf } from '@/lib/ledger';
import { enqueueMails, renderMail } from '@/lib/mail';
import { formatMoney, isCurrency, type Currency } from '@/lib/money';
import { NoDebt, OwnMatter } from './errors';
import { readReason } from './reason';

/**
 * Gives up what a creator owes, whole: the operator bears it as `write_offs`, and no later income repays
 * it. Not of one's own page. Pressed twice, the second finds no debt.
 *
 * @param asked.currency the debt's; `now` is business time
 * @returns how much was given up, in minor units
 * @throws ReasonNeeded, OwnMatter, NoDebt
 */
export async function giveUpDebt(asked: { actorId: string; creatorId: string; currency: string; reason: string; now: Date }): Promise<number> {
  const reason = readReason(asked.reason);
  const { currency } = asked;
  if (!isCurrency(currency)) throw new NoDebt();
  const transactionId = newId();
  return inTransaction((tx) => giveUp(tx, { ...asked, currency, reason, transactionId }));
}

type Asked = { actorId: string; creatorId: string; currency: Currency; reason: string; now: Date; transactionId: string };

async function giveUp(tx: Tx, { actorId, creatorId, currency, reason, now, transactionId }: Asked): Promise<number> {
  // The row's lock makes the second of two wait for the first; income that repays meanwhile is refused below its floor.
  const [found] = await tx.select().from(creator).where(eq(creator.id, creatorId)).for('no key update');
  if (!found) throw new NoDebt();
  if (found.personId === actorId) throw new OwnMatter();
  const of = { owner: found.ledgerOwner, currency };
  const debtMinor = await balanceOf(tx, account('creator_debt', of));
  if (debtMinor <= 0) throw new NoDebt();
  await post(tx, transfersOf({ transactionId, currency, happenedAt: now }, [
    { kind: 'debt_written_off', debit: account('write_offs', of), credit: account('creator_debt', of), amountMinor: debtMinor },
  ]));
  await recordAct(tx, { actorId, action: 'debt.give_up', subjectKind: 'creator', subjectId: creatorId, reason, detail: { currency, amountMinor: debtMinor, transaction: transactionId } });
  await tell(tx, found.personId, { transactionId, sum: formatMoney(debtMinor, currency) });
  return debtMinor;
}

async function tell(tx: Tx, personId: string | null, { transactionId, sum }: { transactionId: string; sum: string }): Promise<void> {
  const [owner] = personId === null ? [] : await tx.select({ email: person.email }).from(person).where(eq(person.id, personId));
  if (!owner?.email) return;
  const subject = `You no longer owe ${sum}`;
  const words = renderMail({
    title: subject,
    paragraphs: ['Refunds or disputes had taken more than you had here. We bear that now: none of your next income goes to it.'],
    button: { label: 'Open your earnings', url: new URL('/dashboard', env().APP_URL).href },
  });
  await enqueueMails(tx, [{ key: `debt_given_up:${transactionId}`, recipient: owner.email, subject, ...words }]);
}
