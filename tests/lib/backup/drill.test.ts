import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeDb, getDb, inTransaction } from '@/db/client';
import { payHostedPage } from '@/db/seed/pay-hosted-page';
import { checkBackup, restoreBackup, writeBackup } from '@/lib/backup';
import { findChargeStop } from '@/lib/billing';
import { addMilliseconds } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { domainLedgerChecks, runJob } from '@/lib/jobs';
import { postTransfers, transfersOf, verifyLedger } from '@/lib/ledger';
import { askRefund } from '@/lib/payments';
import { approvePayout, cancelPayout, denyPayout, sendPayouts } from '@/lib/payouts';
import { readBalances } from '@/lib/reconcile';
import { forgetClock } from '@/lib/stripe/business-clock';
import { releaseHeldTips } from '@/lib/tips';
import { clockTo } from '../../support/billing';
import { addAdmin, addApproved, addAvailable, addPayee, ask as askPayout, later as payoutTime, purseOf, readOne, transfersTo, type Payee } from '../../support/payouts';
import { control, sdkOf } from '../../support/sandbox-controls';
import { useSpareDatabases, withClient } from '../../support/spare-databases';
import { addCreator, begin, beginAndPay, GOOD_CARD, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox, database } = useWorld();
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const READY = { ...GOOD_CARD, number: '4000000000000077' };
const spare = useSpareDatabases(database.url);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tuppence-drill-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every row of every table, and every guard over them, as two databases can be compared by. */
async function fingerprint(url: string): Promise<Record<string, string>> {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'");
    const prints: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows: [print] } = await client.query<{ print: string }>(`select count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as print from "${name}" t`);
      prints[name] = print?.print ?? '';
    }
    const { rows: [guards] } = await client.query<{ print: string }>(`select md5(string_agg(line, e'\\n' order by line)) as print from (
      select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated as line from pg_constraint where connamespace = 'public'::regnamespace
      union all select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal) as guards`);
    return { ...prints, guards: guards?.print ?? '' };
  });
}

/** As somebody does in Stripe's dashboard: the tip of this creator, whole. */
async function refundAtStripe({ id }: { id: string }): Promise<void> {
  const { rows: [paid] } = await getDb().execute<{ charge: string }>(sql`select p.charge_id as charge from tip t join payment p on p.id = t.payment_id where t.creator_id = ${id}`);
  await sdkOf(sandbox()).refunds.create({ charge: paid?.charge ?? '' });
}

const backUp = (file: string) => writeBackup({ databaseUrl: database.url(), file, mediaDir: path.join(folder, 'media'), takenAt: new Date() });

describe('the drill', () => {
  it('brings everything back into an empty database: the books hold, and reconciled with Stripe the gap is zero', async () => {
    const creator = await addCreator({ bio: 'Lines\nand\ttabs, “quotes”, \\ and 💧' });
    await beginAndPay(creator.id, wishFor(3000), READY);
    const refunded = await beginAndPay(creator.id, wishFor(700, { message: 'NULL, \\N and {}' }));
    await runJob('reconcile', new Date());
    await askRefund((await readTip(refunded.tip.id)).payment.id, 'requested_by_fan', new Date());
    await runJob('refunds', new Date());
    await sdkOf(sandbox()).payouts.create({ amount: 1000, currency: 'usd' });
    await runJob('reconcile', new Date());
    await releaseHeldTips(later(60 * 24 * 30));
    const open = await begin(creator.id, wishFor(500));
    await mkdir(path.join(folder, 'media', 'abc'), { recursive: true });
    await writeFile(path.join(folder, 'media', 'abc', '640.webp'), randomBytes(70_000));

    const file = path.join(folder, 'one.backup');
    const before = await fingerprint(database.url());
    const written = await backUp(file);
    expect(written).toMatchObject({ files: 1, rows: expect.any(Number) });
    // After the backup the world goes on: a page that was open is paid, and nobody here hears of it.
    await payHostedPage(open.checkoutUrl, GOOD_CARD);

    const target = await spare.empty();
    const restored = await restoreBackup({ databaseUrl: target, file, mediaDir: path.join(folder, 'media-back'), now: new Date() });
    expect(restored).toMatchObject({ rows: written.rows, files: 1 });
    // All but the stop of the evening's charges, and how far Stripe's record was read.
    expect({ ...(await fingerprint(target)), charge_stop: before.charge_stop, reconcile_cursor: before.reconcile_cursor }).toEqual(before);
    expect(await readFile(path.join(folder, 'media-back', 'abc', '640.webp'))).toEqual(await readFile(path.join(folder, 'media', 'abc', '640.webp')));

    await closeDb();
    process.env.DATABASE_URL = target;
    expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
    expect(await runJob('reconcile', later(60))).toMatchObject({ gaps: 0 });
    expect((await readTip(open.tip.id)).tip.status).toBe('received');
    for (const line of await readBalances(getDb())) expect(line).toMatchObject({ gapMinor: 0 });
    expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
    await closeDb();
    process.env.DATABASE_URL = database.url();
  });
});

describe('money that left after the backup', () => {
  // Made before the processor's clock goes on.
  let payees: Payee[];
  beforeAll(async () => {
    payees = await Promise.all([addPayee(sandbox()), addPayee(sandbox()), addPayee(sandbox())]);
    for (const payee of payees) await addAvailable(payee, [4000]);
  });

  it('does not leave again: a payout that was approved or only asked for then is looked for before it is sent, and charges wait for an admin', async () => {
    const { payoutId } = await addApproved(sandbox(), [4000]);
    const payee = await addPayee(sandbox());
    await addAvailable(payee, [4000]);
    const askedId = await askPayout(payee);
    const file = path.join(folder, 'approved.backup');
    await writeBackup({ databaseUrl: database.url(), file, mediaDir: null, takenAt: payoutTime() });
    const approveAndSend = async () => {
      await approvePayout({ payoutId: askedId, adminId: await addAdmin(), now: payoutTime() });
      return sendPayouts(payoutTime());
    };
    expect(await approveAndSend()).toBe(2);
    // Stripe forgets keys after a day.
    await control(sandbox(), 'POST', '/clock', { advance_ms: 3 * 86_400_000 });
    const transfers = async () => (await sdkOf(sandbox()).transfers.list({ limit: 100 })).data.length;
    expect(await transfers()).toBe(2);
    const target = await spare.empty();
    await restoreBackup({ databaseUrl: target, file, mediaDir: null, now: new Date() });
    await closeDb();
    process.env.DATABASE_URL = target;
    expect([(await readOne(payoutId)).status, (await readOne(askedId)).status]).toEqual(['approved', 'requested']);
    expect(await approveAndSend()).toBe(2);
    expect([(await readOne(payoutId)).status, (await readOne(askedId)).status]).toEqual(['sent', 'sent']);
    expect(await transfers()).toBe(2);
    expect(await findChargeStop(getDb())).toMatchObject({ failureCode: 'restored_from_backup' });
    expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
    await closeDb();
    process.env.DATABASE_URL = database.url();
  });

  it('is sent in the restored books too, whatever would have ended it there; of one that they never had the sum is owed and repaid, and the gap is zero', async () => {
    const [asked, unasked, refunded] = payees;
    if (!asked || !unasked || !refunded) throw new Error('there are three payees');
    const [askedId, refundedId] = [await askPayout(asked), await askPayout(refunded)];
    const before = await purseOf(unasked);
    await clockTo(sandbox(), payoutTime());
    forgetClock();
    const file = path.join(folder, 'left.backup');
    await writeBackup({ databaseUrl: database.url(), file, mediaDir: null, takenAt: payoutTime() });
    const unaskedId = await askPayout(unasked);
    for (const payoutId of [askedId, refundedId, unaskedId]) await approvePayout({ payoutId, adminId: await addAdmin(), now: payoutTime() });
    await sendPayouts(payoutTime());
    await refundAtStripe(refunded);
    const target = await spare.empty();
    await restoreBackup({ databaseUrl: target, file, mediaDir: null, now: new Date() });
    await closeDb();
    process.env.DATABASE_URL = target;
    const deny = denyPayout({ payoutId: askedId, adminId: await addAdmin(), reason: 'Not today.', now: payoutTime() });
    await expect(deny).rejects.toMatchObject({ code: 'BooksRestored', status: 409 });
    await expect(cancelPayout({ payoutId: askedId, creatorId: asked.id, actorId: asked.personId ?? '', now: payoutTime() })).rejects.toMatchObject({ code: 'BooksRestored' });
    expect(await runJob('reconcile', payoutTime())).toMatchObject({ recovered: 3 });
    expect([(await readOne(askedId)).status, (await readOne(refundedId)).status]).toEqual(['sent', 'sent']);
    expect(await purseOf(asked)).toMatchObject({ available: 0, reserved: 0, debt: 0 });
    expect(await purseOf(refunded)).toMatchObject({ available: 0, reserved: 0, debt: 4000 });
    expect(before).toMatchObject({ available: 4000 - 146, debt: 0 });
    expect(await purseOf(unasked)).toMatchObject({ available: 0, reserved: 0, debt: 0 });
    await expect(askPayout(unasked)).rejects.toMatchObject({ code: 'NothingToPayOut' });
    await runJob('payouts', payoutTime());
    for (const payee of [asked, unasked, refunded]) expect(await transfersTo(sandbox(), payee)).toHaveLength(1);
    expect(await runJob('reconcile', addMilliseconds(payoutTime(), 60 * 60_000))).toMatchObject({ gaps: 0 });
    for (const line of await readBalances(getDb())) expect(line).toMatchObject({ gapMinor: 0 });
    expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
    await closeDb();
    process.env.DATABASE_URL = database.url();
  });
});

describe('a restore', () => {
  it('never overwrites: a database that holds anything is refused and stays as it is', async () => {
    const file = path.join(folder, 'refused.backup');
    await backUp(file);
    const before = await fingerprint(database.url());
    await expect(restoreBackup({ databaseUrl: database.url(), file, mediaDir: null, now: new Date() })).rejects.toMatchObject({ code: 'TargetNotEmpty' });
    expect(await fingerprint(database.url())).toEqual(before);
  });

  it('refuses a file that was cut off, changed, or is none of ours, before it touches anything', async () => {
    const file = path.join(folder, 'whole.backup');
    await backUp(file);
    const target = await spare.empty();
    const bytes = await readFile(file);
    const flipped = Buffer.from(bytes);
    flipped[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 255;
    const broken = { 'cut.backup': bytes.subarray(0, bytes.length - 40), 'changed.backup': flipped, 'text.backup': Buffer.from('select 1'), 'empty.backup': Buffer.alloc(0) };
    for (const [name, content] of Object.entries(broken)) {
      await writeFile(path.join(folder, name), content);
      await expect(restoreBackup({ databaseUrl: target, file: path.join(folder, name), mediaDir: null, now: new Date() }), name).rejects.toMatchObject({ code: 'BackupBroken' });
    }
    await expect(restoreBackup({ databaseUrl: target, file: path.join(folder, 'nowhere.backup'), mediaDir: null, now: new Date() })).rejects.toMatchObject({ code: 'BackupBroken' });
    expect(await fingerprint(target)).toEqual({ guards: '' });
    expect((await checkBackup(file)).rows).toBeGreaterThan(100);
  });

  it('leaves no half a file when the database has nothing to give', async () => {
    const file = path.join(folder, 'nothing.backup');
    await expect(writeBackup({ databaseUrl: await spare.empty(), file, mediaDir: null, takenAt: new Date() })).rejects.toMatchObject({ code: 'NotMigrated' });
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(readFile(`${file}.draft`)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

// Last, because it posts what the processor never saw.
describe('a backup', () => {
  it('taken while money moves has one moment: the books of that moment hold', async () => {
    let going = true;
    const busy = (async () => {
      for (let count = 0; going; count += 1) {
        const event = { transactionId: newId(), currency: 'USD' as const, happenedAt: new Date() };
        const clearing = { kind: 'processor_clearing', owner: null, currency: 'USD' } as const;
        await inTransaction((tx) => postTransfers(tx, transfersOf(event, [{ kind: 'gift_collected', debit: clearing, credit: { kind: 'gift_credit', owner: newId(), currency: 'USD' }, amountMinor: 1 + count }])));
      }
    })();
    const file = path.join(folder, 'busy.backup');
    await backUp(file);
    going = false;
    await busy;
    const target = await spare.empty();
    await restoreBackup({ databaseUrl: target, file, mediaDir: null, now: new Date() });
    await closeDb();
    process.env.DATABASE_URL = target;
    expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
    await closeDb();
    process.env.DATABASE_URL = database.url();
  });
});
