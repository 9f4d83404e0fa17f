import fc from 'fast-check';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { getDb } from '@/db/client';
import { payout, tip } from '@/db/schema';
import { isRefusal } from '@/lib/errors';
import { runJob } from '@/lib/jobs';
import { domainLedgerChecks } from '@/lib/jobs/ledger-checks';
import { verifyLedger } from '@/lib/ledger';
import { askRefund } from '@/lib/payments';
import { approvePayout, cancelPayout, denyPayout, holdPayout, openStatuses, resumePayout, takeUpPayout } from '@/lib/payouts';
import { PayoutModel } from '../../support/payout-model';
import { addAdmin, addAvailable, addPayee, ask, later, purseOf, runPayouts, transfersTo, type Payee } from '../../support/payouts';
import { expectEqualBalance, expectEqualRecords } from '../../support/records';
import { control } from '../../support/sandbox-controls';
import { readTip } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

const deeds = ['give', 'give', 'ask', 'ask', 'take_up', 'approve', 'approve', 'deny', 'hold', 'resume', 'cancel', 'send', 'send', 'fail', 'refund', 'refund'] as const;
type Deed = { what: (typeof deeds)[number]; dice: number };
type Scene = { payee: Payee; adminId: string; model: PayoutModel; tipIds: string[] };

it('reserve, approve, deny, hold, cancel, send, fail and refund in any order leave what the arithmetic says, and no transfer above what is there', async () => {
  const stranger = await addPayee(sandbox());
  await addAvailable(stranger, [4_000]);
  const strangers = await purseOf(stranger);
  const adminId = await addAdmin();
  const deed = fc.record({ what: fc.constantFrom(...deeds), dice: fc.nat(1_000) });
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 6, maxLength: 14 }), async (steps) => {
      const scene: Scene = { payee: await addPayee(sandbox()), adminId, model: new PayoutModel(), tipIds: [] };
      await take({ what: 'give', dice: 900 }, scene);
      for (const [at, each] of steps.entries()) {
        await take(each, scene);
        await expectAsModelled(scene, `${at}: ${steps.slice(0, at + 1).map(({ what }) => what).join(', ')}`);
      }
      expect(await verifyLedger(getDb(), domainLedgerChecks)).toEqual([]);
    }),
    { numRuns: process.env.TUPPENCE_LONG === '1' ? 60 : 8 },
  );
  expect(await purseOf(stranger)).toEqual(strangers);
  await expectEqualRecords(sandbox());
  await expectEqualBalance(sandbox());
}, 600_000);

async function take({ what, dice }: Deed, scene: Scene): Promise<void> {
  const { payee, adminId, model, tipIds } = scene;
  const now = later();
  const open = await openOne(payee);
  const decision = { payoutId: open?.id ?? '', adminId, now };
  const reason = 'By the dice.';
  if (what === 'give') return give(scene, 1_500 + 5 * dice);
  if (what === 'ask') return void expect(await went(() => ask(payee))).toBe(model.ask());
  if (what === 'send' || what === 'fail') return send(scene, what);
  if (what === 'refund') return refund(scene, dice % tipIds.length);
  if (!open) return;
  const commands: Record<Exclude<Deed['what'], 'give' | 'ask' | 'send' | 'fail' | 'refund'>, [() => Promise<unknown>, () => void, readonly string[]]> = {
    take_up: [() => takeUpPayout(decision), () => { model.open = 'in_review'; }, ['requested']],
    approve: [() => approvePayout(decision), () => { model.open = 'approved'; }, ['requested', 'in_review']],
    hold: [() => holdPayout({ ...decision, reason }), () => { model.open = 'on_hold'; }, ['requested', 'in_review']],
    resume: [() => resumePayout(decision), () => { model.open = 'in_review'; }, ['on_hold']],
    deny: [() => denyPayout({ ...decision, reason }), () => { model.end(); }, ['requested', 'in_review', 'on_hold']],
    cancel: [() => cancelPayout({ payoutId: open.id, creatorId: payee.id, actorId: payee.personId ?? '', now }), () => { model.end(); }, openStatuses],
  };
  const [command, then, from] = commands[what];
  const isPossible = from.includes(open.status);
  // Approving looks again: who owes by now is told so, and the payout is cancelled.
  const isInDebt = what === 'approve' && isPossible && model.debtMinor > 0;
  expect([what, await went(command)]).toEqual([what, isPossible && !isInDebt]);
  if (isInDebt) model.end();
  else if (isPossible) then();
}

async function give({ payee, model, tipIds }: Scene, grossMinor: number): Promise<void> {
  const before = await purseOf(payee);
  tipIds.push(...(await addAvailable(payee, [grossMinor])));
  const [posted] = (await getDb().execute<{ fee: string }>(sql`
    select p.processor_fee_minor::text as fee from tip t join payment p on p.id = t.payment_id where t.id = ${tipIds.at(-1) ?? ''}`)).rows;
  model.give(grossMinor, grossMinor - Number(posted?.fee));
  expect((before.debt ?? 0) >= model.debtMinor).toBe(true);
}

/** Sends; `fail` has the processor answer late or not at all the first time, which changes nothing in the end. */
async function send({ payee, model }: Scene, what: 'send' | 'fail'): Promise<void> {
  const before = (await transfersTo(sandbox(), payee)).length;
  const wasApproved = model.open === 'approved' && model.debtMinor === 0;
  if (what === 'fail') await control(sandbox(), 'POST', '/chaos/api', { action: 'cut_after', times: 3, method: 'POST', path: '/v1/transfers' });
  await runPayouts();
  await control(sandbox(), 'DELETE', '/chaos');
  await runPayouts();
  model.send();
  expect((await transfersTo(sandbox(), payee)).length - before).toBe(wasApproved ? 1 : 0);
}

async function refund({ model, tipIds }: Scene, at: number): Promise<void> {
  const { payment } = await readTip(tipIds[at] ?? '');
  const of = model.tips[at];
  const isPossible = of?.isRefunded === false;
  expect(await went(() => askRefund(payment.id, 'requested_by_fan', later()))).toBe(isPossible);
  await runJob('refunds', later());
  if (of && isPossible) model.refund(of);
}

async function went(command: () => Promise<unknown>): Promise<boolean> {
  try {
    await command();
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

async function openOne({ id }: Payee) {
  const [found] = await getDb().select().from(payout)
    .where(and(eq(payout.creatorId, id), inArray(payout.status, [...openStatuses]))).orderBy(desc(payout.id));
  return found;
}

/** Purse, lines and the sum of everything: paid out = collected − fees − refunds − held − available − reserved + debt. */
async function expectAsModelled({ payee, model, tipIds }: Scene, story: string): Promise<void> {
  expect([story, await purseOf(payee)]).toEqual([story, {
    held: 0, available: model.sum('availableMinor'), reserved: model.sum('reservedMinor'), debt: model.debtMinor,
  }]);
  const rows = await getDb().select().from(tip).where(inArray(tip.id, tipIds));
  const paid = rows.reduce((sum, row) => sum + row.paidMinor, 0);
  expect([story, paid, (await openOne(payee))?.status ?? null]).toEqual([story, model.sum('paidMinor'), model.open]);
  const [moved] = (await getDb().execute<Record<'collected' | 'taken' | 'sent', string>>(sql`
    select coalesce(sum(m.minor) filter (where k.name = 'tip_collected'), 0)::text as collected,
      coalesce(sum(-m.minor) filter (where k.name in ('processor_fee', 'refund')), 0)::text as taken,
      coalesce(sum(-m.minor) filter (where k.name = 'payout_sent'), 0)::text as sent
    from ledger_account a
    join lateral (
      select t.kind, t.amount_minor as minor from ledger_transfer t where t.credit_account = a.id
      union all select t.kind, -t.amount_minor from ledger_transfer t where t.debit_account = a.id) m on true
    join ledger_transfer_kind k on k.code = m.kind
    where a.owner = ${payee.ledgerOwner}`)).rows;
  const [collected, taken, sent] = [Number(moved?.collected), Number(moved?.taken), Number(moved?.sent)];
  expect([story, sent]).toEqual([story, collected - taken - model.sum('availableMinor') - model.sum('reservedMinor') + model.debtMinor]);
  const transfers = (await transfersTo(sandbox(), payee)).reduce((sum, { amount }) => sum + amount, 0);
  expect([story, transfers]).toEqual([story, sent]);
}
