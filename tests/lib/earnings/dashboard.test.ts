import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { creator, mailMessage, payment } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { exportSupporters, exportTips, findCreatorTip, listSupporters, listTips, readEarnings, readTipFilter } from '@/lib/earnings';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { balancesOf } from '@/lib/ledger';
import { readCursor } from '@/lib/lists';
import { joinGuestPayments } from '@/lib/users';
import { chooseTipMail, refundTip, releaseHeldTips, startTip, stopTipMail, tellDaily, tipOnTab, unsubscribeToken, type TipWish } from '@/lib/tips';
import { payHostedPage } from '@/db/seed/pay-hosted-page';
import { addFan } from '../../support/fans';
import { addPerson } from '../../support/people';
import { addCreator, beginAndPay, GOOD_CARD, readByKey, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();
const now = () => new Date();
const everything = readTipFilter({});
type Creator = Awaited<ReturnType<typeof addCreator>>;

async function give(to: Creator, wish: Partial<TipWish>, options: { email?: string; personId?: string; minor?: number } = {}) {
  const key = newId();
  const payer = { personId: options.personId ?? null, connection: null };
  const { checkoutUrl } = await startTip({ key, creatorId: to.id, wish: wishFor(options.minor ?? 300, wish), now: now(), payer });
  await payHostedPage(checkoutUrl, { email: options.email ?? 'secret.fan@fans.example', method: 'card', number: '4242424242424242' });
  await runJob('reconcile', now());
  return readByKey(key);
}

async function csvOf(creatorId: string, filter = everything): Promise<string> {
  let text = '';
  for await (const part of exportTips(getDb(), creatorId, filter)) text += part;
  return text;
}

async function supportersCsv(creatorId: string): Promise<string> {
  let text = '';
  for await (const part of exportSupporters(getDb(), creatorId)) text += part;
  return text;
}

/** The cells of one column, read as RFC 4180 says. */
function column(csv: string, name: string): string[] {
  const cells = [...csv.replace('\uFEFF', '').matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)].map(([, cell = '']) => cell);
  const width = 15;
  const at = cells.slice(0, width).indexOf(name);
  return cells.slice(width).filter((_cell, place) => place % width === at);
}

describe('a creator’s tips', () => {
  let to: Creator;
  let refunded: Awaited<ReturnType<typeof give>>;
  beforeAll(async () => {
    to = await addCreator();
    await give(to, { message: 'For the river maps', displayName: 'Ada', visibility: 'public' });
    await give(to, { message: 'Quietly', displayName: 'Hidden Name', visibility: 'anonymous' }, { minor: 500 });
    await releaseHeldTips(addDays(now(), 8));
    refunded = await give(to, { message: '=cmd|calc', displayName: '+Bo', visibility: 'creator_only' }, { minor: 1_000 });
    await refundTip({ tipId: refunded.tip.id, creatorId: to.id, actorId: (await addPerson()).id, now: now() });
    await runJob('refunds', now());
    await give(to, { message: 'ünïcode, "quoted"\nand two lines', displayName: 'Cleo', visibility: 'public' }, { minor: 200 });
  });

  it('are listed with gross, both fees and net, and each filter finds its own', async () => {
    const found = async (asked: Record<string, string>) =>
      (await listTips(getDb(), to.id, readTipFilter(asked), { cursor: null, limit: 10 })).rows.map(({ sums }) => sums.grossMinor).sort((a, b) => a - b);
    expect(await found({})).toEqual([200, 300, 500, 1_000]);
    expect(await found({ state: 'held' })).toEqual([200]);
    expect(await found({ state: 'available' })).toEqual([300, 500]);
    expect(await found({ state: 'refunded' })).toEqual([1_000]);
    expect(await found({ visibility: 'public' })).toEqual([200, 300]);
    expect(await found({ month: now().toISOString().slice(0, 7) })).toEqual([200, 300, 500, 1_000]);
    expect(await found({ month: '2020-01' })).toEqual([]);
    expect(await found({ search: 'RIVER map' })).toEqual([300]);
    expect(await found({ search: 'ada' })).toEqual([300]);
    expect(await found({ search: 'ünï' })).toEqual([200]);
    expect(await found({ search: '| ! & :*' })).toEqual([]);
    expect(await found({ search: `page=${to.id}` })).toEqual([]);
    const [row] = (await listTips(getDb(), to.id, readTipFilter({ search: 'river' }), { cursor: null, limit: 1 })).rows;
    expect(row?.sums).toEqual({ grossMinor: 300, refundedMinor: 0, disputedMinor: 0, processorFeeMinor: 39, isActual: true, platformFeeMinor: 0, netMinor: 261 });
  });

  it('of an anonymous fan carry no name, nor can it be searched, nor does the file have it; an address is nowhere', async () => {
    const { rows } = await listTips(getDb(), to.id, readTipFilter({ visibility: 'anonymous' }), { cursor: null, limit: 5 });
    expect(rows[0]).toMatchObject({ name: null, message: 'Quietly' });
    expect((await listTips(getDb(), to.id, readTipFilter({ search: 'hidden' }), { cursor: null, limit: 5 })).rows).toEqual([]);
    const all = JSON.stringify([
      await listTips(getDb(), to.id, everything, { cursor: null, limit: 50 }),
      await listSupporters(getDb(), to.id, 'latest', { cursor: null, limit: 50 }),
      await csvOf(to.id),
      await Promise.all(rows.map(({ id }) => findCreatorTip(getDb(), to.id, id, new Date()))),
    ]);
    expect(all).not.toMatch(/Hidden Name|secret\.fan|fans\.example|cus_|ch_|pi_/);
  });

  it('come as a file whose net is what the ledger holds, in which nothing a stranger typed can run', async () => {
    const csv = await csvOf(to.id);
    const sum = column(csv, 'Net').reduce((all, net) => all + Math.round(Number(net) * 100), 0);
    const account = (kind: 'creator_held' | 'creator_available' | 'creator_debt') => ({ kind, owner: to.ledgerOwner, currency: 'USD' }) as const;
    const [held = 0, available = 0, debt = 0] = await balancesOf(getDb(), [account('creator_held'), account('creator_available'), account('creator_debt')]);
    expect(sum).toBe(held + available - debt);
    const { month } = await readEarnings(getDb(), { id: to.id, owner: to.ledgerOwner, currency: 'USD' }, now(), 'UTC');
    expect(month.netMinor).toBe(sum);
    expect(csv).toContain(",'+Bo,'=cmd|calc,");
    expect(csv).toContain('"ünïcode, ""quoted""\nand two lines"');
    expect(csv.split('\r\n').at(-1)).toBe('');
  });

  it('say what is accrued on tabs apart from what is held', async () => {
    const alone = await addCreator();
    const { personId } = await addFan();
    await tipOnTab({ key: newId(), creatorId: alone.id, wish: wishFor(150), payer: { personId, connection: null }, agrees: true, now: now() });
    const earnings = await readEarnings(getDb(), { id: alone.id, owner: alone.ledgerOwner, currency: 'USD' }, now(), 'UTC');
    expect(earnings).toMatchObject({ accruedMinor: 150, heldMinor: 0, availableMinor: 0 });
  });

  it('go on page by page, forth and back, none twice and none left out', async () => {
    const seen: string[] = [];
    let page = await listTips(getDb(), to.id, everything, { cursor: null, limit: 2 });
    for (; ; page = await listTips(getDb(), to.id, everything, { cursor: readCursor(page.older ?? ''), limit: 2 })) {
      seen.push(...page.rows.map(({ id }) => id));
      if (!page.older) break;
    }
    expect(new Set(seen).size).toBe(4);
    const back = await listTips(getDb(), to.id, everything, { cursor: readCursor(page.newer ?? ''), limit: 2 });
    expect(back.rows.map(({ id }) => id)).toEqual(seen.slice(0, 2));
    expect(back.newer).toBeNull();
  });

  it('are nobody else’s: neither found nor refunded by another page’s owner', async () => {
    const other = await addCreator();
    const mine = (await listTips(getDb(), to.id, everything, { cursor: null, limit: 1 })).rows[0]?.id ?? '';
    expect(await findCreatorTip(getDb(), other.id, mine, new Date())).toBeNull();
    await expect(refundTip({ tipId: mine, creatorId: other.id, actorId: (await addPerson()).id, now: now() })).rejects.toMatchObject({ status: 404 });
    await expect(refundTip({ tipId: newId(), creatorId: to.id, actorId: (await addPerson()).id, now: now() })).rejects.toMatchObject({ status: 404 });
    expect((await readTip(mine)).tip.status).toBe('received');
  });
});

it('a refund pressed ten times at once, and once more later, is one refund', async () => {
  const to = await addCreator();
  const { tip, payment: paid } = await give(to, {});
  const actorId = (await addPerson()).id;
  const press = () => refundTip({ tipId: tip.id, creatorId: to.id, actorId, now: now() });
  await Promise.all(Array.from({ length: 10 }, press));
  await runJob('refunds', now());
  await press();
  const { rows } = await getDb().execute(sql`select status from refund where payment_id = ${paid.id}`);
  expect(rows).toEqual([{ status: 'succeeded' }]);
});

describe('supporters', () => {
  const shown = async (to: Creator) =>
    (await listSupporters(getDb(), to.id, 'most', { cursor: null, limit: 10 })).rows.map(({ kind, name, tips, totalMinor }) => [kind, name, tips, totalMinor]);

  it('are people as far as they chose: by account, by a guest’s hidden address, and one line for all anonymous', async () => {
    const to = await addCreator();
    const fan = await addPerson();
    await give(to, { displayName: 'Ada', visibility: 'public' }, { personId: fan.id, email: 'one@fans.example' });
    await give(to, { displayName: null, visibility: 'creator_only' }, { personId: fan.id, email: 'two@fans.example' });
    await give(to, { displayName: 'Gus', visibility: 'creator_only' }, { email: 'GUS@fans.example', minor: 400 });
    await give(to, { displayName: 'Gus the 2nd', visibility: 'creator_only' }, { email: 'gus@fans.example', minor: 400 });
    const before = await shown(to);
    await give(to, { displayName: 'Ada', visibility: 'anonymous' }, { personId: fan.id });
    await give(to, { displayName: null, visibility: 'anonymous' }, { email: 'gus@fans.example' });
    expect(before).toEqual([['guest', 'Gus the 2nd', 2, 800], ['person', 'Ada', 2, 600]]);
    // Nobody's line changes by what they gave unseen: differences tell nothing.
    expect((await shown(to)).filter(([kind]) => kind !== 'anonymous')).toEqual(before);
    expect((await shown(to)).filter(([kind]) => kind === 'anonymous')).toEqual([['anonymous', null, 2, 600]]);
    const today = now().toISOString().slice(0, 10);
    const [head, ...lines] = (await supportersCsv(to.id)).replace('\uFEFF', '').trim().split('\r\n');
    expect(head).toBe('Name,Tips,Currency,Together,Last (UTC)');
    expect(lines.sort()).toEqual([`Ada,2,USD,6.00,${today}`, 'Everybody anonymous,2,USD,6.00,', `Gus the 2nd,2,USD,8.00,${today}`]);
  });

  it('move to the account when the address is proven, except what was anonymous; a refund takes its tip out', async () => {
    const to = await addCreator();
    const email = `joins-${newId()}@fans.example`;
    const first = await give(to, { displayName: 'Hana', visibility: 'public' }, { email });
    await give(to, { displayName: null, visibility: 'anonymous' }, { email });
    const fan = await addPerson();
    await give(to, { displayName: 'Hana', visibility: 'public' }, { personId: fan.id });
    await inTransaction((tx) => joinGuestPayments(tx, fan.id, email));
    const rest = async () => (await shown(to)).sort();
    expect(await rest()).toEqual([['anonymous', null, 1, 300], ['person', 'Hana', 2, 600]]);
    await refundTip({ tipId: first.tip.id, creatorId: to.id, actorId: fan.id, now: now() });
    await runJob('refunds', now());
    expect(await rest()).toEqual([['anonymous', null, 1, 300], ['person', 'Hana', 1, 300]]);
  });
});

describe('mail about tips', () => {
  const mailsTo = (email: string) => getDb().select().from(mailMessage).where(eq(mailMessage.recipient, email));

  async function owned(notifyTips: 'each' | 'daily' | 'never') {
    const owner = await addPerson();
    const to = await addCreator({ personId: owner.id, notifyTips });
    return { to, email: owner.email ?? '' };
  }

  it('comes for each tip, once, and says of the fan what the fan chose to show', async () => {
    const { to, email } = await owned('each');
    await give(to, { message: 'For the maps', displayName: 'Ada', visibility: 'creator_only' });
    await give(to, { displayName: 'Hidden Name', visibility: 'anonymous' });
    await runJob('reconcile', now());
    const mails = await mailsTo(email);
    expect(mails.map(({ subject }) => subject).sort()).toEqual(['Ada tipped you $3.00', 'Somebody tipped you $3.00']);
    const words = JSON.stringify(mails);
    expect(words).toContain('For the maps');
    expect(words).toContain('2.61');
    expect(words).not.toMatch(/Hidden Name|secret\.fan/);
    expect(mails[0]?.unsubscribeUrl).toBe(`http://localhost:3999/api/unsubscribe/${unsubscribeToken(to.id)}`);
  });

  it('comes once a day for those who want that, of all days since the last, and never to the others', async () => {
    const [daily, never] = [await owned('daily'), await owned('never')];
    await chooseTipMail(daily.to.id, 'daily', addDays(now(), -1));
    for (const { to } of [daily, daily, never]) await give(to, { displayName: 'Ada' });
    await Promise.all([tellDaily(addDays(now(), 3)), tellDaily(addDays(now(), 3))]);
    await tellDaily(addDays(now(), 4));
    expect((await mailsTo(daily.email)).map(({ subject }) => subject)).toEqual(['2 tips: $6.00']);
    expect(await mailsTo(never.email)).toEqual([]);
  });

  it('ends by the link in it and by no other', async () => {
    const { to } = await owned('each');
    const choice = async () => (await getDb().select({ is: creator.notifyTips }).from(creator).where(eq(creator.id, to.id)))[0]?.is;
    for (const wrong of [unsubscribeToken(newId()), to.id, '', `${unsubscribeToken(to.id)}A`]) await stopTipMail(wrong, now());
    expect(await choice()).toBe('each');
    expect(await stopTipMail(unsubscribeToken(to.id), now())).toBe(true);
    expect(await choice()).toBe('never');
  });
});

it('a payment keeps who was signed in when it was started', async () => {
  const fan = await addPerson();
  const { payment: paid } = await give(await addCreator(), {}, { personId: fan.id });
  expect(paid.personId).toBe(fan.id);
  const guest = await beginAndPay((await addCreator()).id, wishFor(300), GOOD_CARD);
  const [row] = await getDb().select({ personId: payment.personId }).from(payment).where(eq(payment.id, guest.payment.id));
  expect(row?.personId).toBeNull();
});
