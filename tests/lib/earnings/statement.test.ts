import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { creator, entitlement, pledge, tabLine, tier } from '@/db/schema';
import { addDays, dayIn } from '@/lib/dates';
import { exportPledgers, findBooks, listLines, listPledgers, listStatements, readEarnings, readStatement, sumPledges, writeStatementCsv, type PledgerState } from '@/lib/earnings';
import { ensureFan, recordConsent } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { balancesOf, type LedgerAccountKind } from '@/lib/ledger';
import { readCursor } from '@/lib/lists';
import { cancelPledge, joinPledge, planJoin, planMark } from '@/lib/pledges';
import { renderStatementPdf, wordStatement, type StatementView } from '@/lib/receipts';
import { tipOnTab } from '@/lib/tips';
import { DECLINED_LATER } from '../../support/bills';
import { saveCard } from '../../support/cards';
import { addPerson } from '../../support/people';
import { addCreator, beginAndPay, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();

const now = new Date();
const yesterday = addDays(now, -1);
const month = now.toISOString().slice(0, 7);
const nextMonth = addDays(new Date(`${month}-28T00:00:00Z`), 8).toISOString().slice(0, 7);

let page: Awaited<ReturnType<typeof addCreator>>;
let tierId: string;

async function join(displayName: string | null, number?: string, change: Parameters<typeof addPerson>[0] = {}) {
  const who = await addPerson({ displayName, defaultVisibility: 'public', ...change });
  const made = await inTransaction((tx) => ensureFan(tx, { personId: who.id, timeZone: 'UTC', now: yesterday }));
  await saveCard(made, number);
  await inTransaction((tx) => recordConsent(tx, { fanId: made.id, currency: 'USD', now: yesterday }));
  const plan = planJoin({ today: dayIn('UTC', yesterday), billingDay: null, amountMinor: 300, firstMonthInFull: false, minimumMinor: 10 });
  const { pledge: joined } = await joinPledge({
    key: newId(), tierId, amountMinor: 300, who: { personId: who.id }, timeZone: 'UTC', agrees: true, seen: planMark(plan), now: yesterday,
  });
  return { personId: who.id, pledgeId: joined.id, email: who.email ?? '' };
}

const books = () => findBooks(getDb(), page.id);
const names = async (state: PledgerState) => (await listPledgers(getDb(), page.id, state, { cursor: null, limit: 50 })).rows.map(({ name }) => name);

beforeAll(async () => {
  page = await addCreator();
  tierId = newId();
  await getDb().insert(tier).values({ id: tierId, creatorId: page.id, name: 'Bank', priceMinor: 300, currency: 'USD', position: 0, createdAt: yesterday });
  const ada = await join('Ada');
  await tipOnTab({
    key: newId(), creatorId: page.id, payer: { personId: ada.personId, connection: null }, now: yesterday,
    wish: wishFor(50, { displayName: 'Ada', visibility: 'anonymous', message: 'quiet' }),
  });
  await join('Hidden Hal', undefined, { defaultVisibility: 'anonymous' });
  await join('Refused Ray', DECLINED_LATER);
  const leaver = await join('Leaving Lou');
  await runJob('billing', addDays(now, 1));
  await runJob('reconcile', now);
  await cancelPledge({ personId: leaver.personId, pledgeId: leaver.pledgeId, now });
  await beginAndPay(page.id, wishFor(500));
  await runJob('reconcile', now);
});

test('a month’s statement is the ledger’s: what was there and what moved is what is there, to the cent', async () => {
  const statement = await readStatement(getDb(), await books(), month);
  const { sums, before, after } = statement;
  expect(sums).toMatchObject({ directMinor: 500, tabMinor: 300 + 50 + 300 + 300, paidOutMinor: 0, otherMinor: 0, refundedMinor: 0 });
  const purse = (at: typeof before) => at.heldMinor + at.availableMinor + at.reservedMinor - at.debtMinor;
  expect(purse(before) + sums.netMinor - sums.paidOutMinor + sums.otherMinor).toBe(purse(after));
  const { owner, currency } = await books();
  const kinds: LedgerAccountKind[] = ['creator_accrued', 'creator_held', 'creator_available', 'creator_reserved', 'creator_debt'];
  const balances = await balancesOf(getDb(), kinds.map((kind) => ({ kind, owner, currency })));
  expect([after.accruedMinor, after.heldMinor, after.availableMinor, after.reservedMinor, after.debtMinor]).toEqual(balances);
  // What is not collected stands beside the sums and never in them.
  expect(after.accruedMinor).toBe(300);
});

test('the next month begins where this one ended', async () => {
  const [ended, begins] = [await readStatement(getDb(), await books(), month), await readStatement(getDb(), await books(), nextMonth)];
  expect(begins.before).toEqual(ended.after);
  expect(begins.sums.netMinor).toBe(0);
});

test('the file of a month sums to what changed in the purse', async () => {
  const { sums } = await readStatement(getDb(), await books(), month);
  const lines = (await writeStatementCsv(getDb(), await books(), month)).trim().split('\r\n').slice(1);
  const cents = lines.reduce((sum, line) => sum + Math.round(Number(line.split(',')[3]) * 100), 0);
  expect(cents).toBe(sums.netMinor - sums.paidOutMinor + sums.otherMinor);
  expect(lines.some((line) => line.includes('From tabs,USD'))).toBe(true);
});

test('a list of months has each in which anything moved, newest first', async () => {
  const months = await listStatements(getDb(), await books());
  expect(months[0]?.month).toBe(month);
  expect(months[0]?.sums).toEqual((await readStatement(getDb(), await books(), month)).sums);
});

test('a statement is one page on paper that says gross, fees and net, the same bytes every time', async () => {
  const { month: _month, ...statement } = await readStatement(getDb(), await books(), month);
  const view: StatementView = {
    ...statement, month: 'November 2026', isOpen: true, creator: { name: 'River Notes', handle: 'river' }, operatorName: 'Small Change Ltd', at: new Date('2026-11-01'),
  };
  expect(wordStatement(view).lines.slice(0, 2)).toEqual([{ label: 'Tips by card', sum: '$5.00' }, { label: 'Pledges and tips of tabs', sum: '$9.50' }]);
  const pdf = await renderStatementPdf(view);
  expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  expect(pdf.equals(await renderStatementPdf(view))).toBe(true);
});

test('a creator sees of each line what of it arrives, and of its fan what the fan shows', async () => {
  const { rows } = await listLines(getDb(), { creatorId: page.id, month }, { cursor: null, limit: 50 });
  expect(rows).toHaveLength(4);
  for (const row of rows) {
    expect(row.netMinor).toBe(row.grossMinor - (row.feeShareMinor ?? NaN) - row.platformFeeMinor);
    expect(row.state).toBe('held');
  }
  // Ada pledges by name, but her tip is anonymous; Hal shows himself nowhere.
  expect(rows.filter(({ kind }) => kind === 'tip').map(({ name }) => name)).toEqual([null]);
  expect(rows.filter(({ kind }) => kind !== 'tip').map(({ name }) => name).sort()).toEqual(['Ada', 'Leaving Lou', null]);
  const newest = await listLines(getDb(), { creatorId: page.id }, { cursor: null, limit: 50 });
  expect(newest.rows.filter(({ state }) => state === 'accrued').map(({ name, grossMinor }) => [name, grossMinor])).toEqual([['Refused Ray', 300]]);
});

test('pages of lines meet without a gap, forwards and back', async () => {
  const all = (await listLines(getDb(), { creatorId: page.id }, { cursor: null, limit: 50 })).rows.map(({ id }) => id);
  const first = await listLines(getDb(), { creatorId: page.id }, { cursor: null, limit: 2 });
  const second = await listLines(getDb(), { creatorId: page.id }, { cursor: readCursor(first.older ?? ''), limit: 2 });
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(all.slice(0, 4));
  const back = await listLines(getDb(), { creatorId: page.id }, { cursor: readCursor(second.newer ?? ''), limit: 2 });
  expect(back.rows.map(({ id }) => id)).toEqual(all.slice(0, 2));
});

test('those who pledge stand where they are: active, in grace while their card is refused, leaving, left', async () => {
  expect((await names('active')).sort()).toEqual(['Ada', null]);
  expect(await names('grace')).toEqual(['Refused Ray']);
  expect(await names('leaving')).toEqual(['Leaving Lou']);
  expect(await names('left')).toEqual([]);
  expect(await sumPledges(getDb(), page.id, 'USD')).toEqual({ pledges: 3, monthlyMinor: 900, inGrace: 1 });
  expect((await listPledgers(getDb(), page.id, 'leaving', { cursor: null, limit: 5 })).rows[0]?.until).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test('who is written off has left, and the sum that a creator counted on is smaller', async () => {
  const ray = (await listPledgers(getDb(), page.id, 'grace', { cursor: null, limit: 5 })).rows[0];
  expect(ray).toBeDefined();
  await runJob('dunning', addDays(now, 40));
  await runJob('dunning', addDays(now, 80));
  const [ended] = await getDb().select().from(pledge).where(eq(pledge.id, ray?.id ?? ''));
  const open = await getDb().select().from(entitlement).where(eq(entitlement.pledgeId, ray?.id ?? ''));
  expect(ended?.status).toBe('ended');
  expect(open.every(({ closedAt }) => closedAt !== null)).toBe(true);
  expect(await names('left')).toEqual(['Refused Ray']);
  expect((await getDb().select().from(tabLine).where(eq(tabLine.pledgeId, ray?.id ?? ''))).map(({ status }) => status)).toEqual(['written_off']);
});

test('the file of supporters has everybody once, names only as chosen, and no address', async () => {
  let text = '';
  for await (const part of exportPledgers(getDb(), page.id)) text += part;
  expect(text.trim().split('\r\n')).toHaveLength(5);
  expect(text).not.toMatch(/@|Hidden Hal/);
  expect(text).toContain('leaving,Leaving Lou,Bank,USD,3.00,');
});

test('what is held of tips and of pledges together is what the ledger holds', async () => {
  const found = await readEarnings(getDb(), { id: page.id, owner: page.ledgerOwner, currency: 'USD' }, now, 'UTC');
  expect(found.heldByDay.reduce((sum, { amountMinor }) => sum + amountMinor, found.waitingMinor)).toBe(found.heldMinor);
  expect(found.days.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(found.month.grossMinor);
});

test('a page of nobody’s has an empty statement and no supporter', async () => {
  const empty = await addCreator();
  const [{ owner, currency } = { owner: '', currency: 'USD' as const }] = await getDb().select({ owner: creator.ledgerOwner, currency: creator.currency }).from(creator).where(eq(creator.id, empty.id));
  expect(await listStatements(getDb(), { owner, currency })).toEqual([]);
  expect((await readStatement(getDb(), { owner, currency }, month)).sums.netMinor).toBe(0);
});
