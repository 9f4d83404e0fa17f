import fc from 'fast-check';
import { desc, eq, inArray, sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { payHostedPage } from '@/db/seed/pay-hosted-page';
import { creator as creatorTable, payment, payout } from '@/db/schema';
import { isRefusal } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { runJob, type JobName } from '@/lib/jobs';
import { askRefund } from '@/lib/payments';
import { approvePayout, askPayout, cancelPayout, denyPayout, holdPayout, resumePayout } from '@/lib/payouts';
import { forgetClock } from '@/lib/stripe/business-clock';
import { startTip } from '@/lib/tips';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import { GOOD } from './bills';
import { RUNS, type CityDeed } from './city-deeds';
import { askLines } from './line-refunds';
import { Life, World } from './lives';
import { onboard } from './payees';
import { addAdmin } from './payouts';
import { addPerson } from './people';
import { control, sdkOf, signed } from './sandbox-controls';
import { wishFor } from './tips';

type Sandbox = { url: string; port: number };

/** Pays; is declined; pays, and its refunds come back days later; pays, and its holder disputes it. */
const CARDS = [GOOD, GOOD, GOOD, GOOD, '4000000000000002', '4000000000005126', '4000000000000259'];
const HOUR_MS = 3_600_000;

/**
 * Creators with payout accounts, fans with lives, guests, two admins and a processor whose wires
 * break: where anything happens in any order. A refusal is an answer; anything else is a fault, unless
 * the wires were cut on purpose.
 */
export class City {
  /** The newest event that the processor has made and we have looked at. */
  private seenEvent: string | undefined;
  private isBroken = false;
  /** How often each deed was done, and how often it was refused. */
  readonly done = new Map<string, { done: number; refused: number }>();

  private constructor(readonly world: World, readonly lives: Life[], readonly admins: string[], readonly owners: string[]) {}

  static async found(sandbox: Sandbox, start: Date): Promise<City> {
    const world = await World.make(sandbox, start);
    forgetClock();
    const owners: string[] = [];
    for (const { creator } of world.creators) {
      const owner = await addPerson();
      await getDb().update(creatorTable).set({ personId: owner.id }).where(eq(creatorTable.id, creator.id));
      await onboard(sandbox, creator.id, await world.now());
      owners.push(owner.id);
    }
    const lives: Life[] = [];
    for (const timeZone of ['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kathmandu', 'Europe/Berlin', 'UTC']) lives.push(await Life.begin(world, timeZone));
    const admins = [await addAdmin(), await addAdmin()];
    const city = new City(world, lives, admins, owners);
    // It has been there for a while: each page has money that may be asked for.
    for (const creator of [0, 1, 2, 3, 0, 1, 2, 3]) await city.tip({ do: 'guest tip', creator, amountMinor: 9_000, card: 0, platformTipMinor: 0 });
    await city.settle();
    for (let week = 0; week < 2; week += 1) {
      await city.pass(8 * 24);
      await city.run('release');
    }
    return city;
  }

  /** Does it, or is told why not. @throws what is neither a refusal nor a wire that was cut */
  async live(deed: CityDeed): Promise<void> {
    const count = this.done.get(deed.do) ?? { done: 0, refused: 0 };
    this.done.set(deed.do, count);
    try {
      await this.act(deed);
      count.done += 1;
    } catch (error) {
      if (!isRefusal(error) && !isOfTheWire(error) && !this.isBroken) throw error;
      count.refused += 1;
    }
    if (this.isBroken) this.isBroken = (await this.faults()) > 0;
  }

  /** How many calls to come still fail on purpose. */
  private async faults(): Promise<number> {
    const { api } = (await control(this.sandbox, 'GET', '/chaos')) as { api: unknown[] };
    return api.length;
  }

  /** The wires hold again, what is due arrives, and every job runs until there is nothing left to learn. */
  async settle(): Promise<void> {
    await control(this.sandbox, 'DELETE', '/chaos');
    await control(this.sandbox, 'POST', '/delays', { fee_ms: 0 });
    this.isBroken = false;
    for (let round = 0; round < 3; round += 1) {
      await this.pass(49);
      for (const job of [...RUNS, 'reconcile'] as const) await this.run(job);
    }
  }

  private get sandbox(): Sandbox {
    return this.world.sandbox;
  }

  private async act(deed: CityDeed): Promise<void> {
    switch (deed.do) {
      case 'live': await pick(this.lives, deed.life).live(deed.deed); return;
      case 'guest tip': return this.tip(deed);
      case 'refund tip': await askRefund(await this.paymentOf('tip', deed.which), 'requested_by_fan', await this.now()); return;
      case 'refund line': return this.refundLines(deed.which, false);
      case 'refund bill': return this.refundLines(deed.which, true);
      case 'refund at stripe': return this.refundAtStripe(deed.which, deed.part);
      case 'dispute': return this.dispute(deed.which, deed.isWon);
      case 'warn': await control(this.sandbox, 'POST', `/charges/${await this.chargeOf(deed.which)}/warn`, {}); return;
      case 'end dispute': case 'overrule': return this.decideDispute(deed.do, deed.which, deed.isWon, deed.part);
      case 'ask payout': await askPayout({ creatorId: this.creatorAt(deed.which), currency: 'USD', askedBy: 'creator', now: await this.now() }); return;
      case 'cancel payout': return this.cancel(deed.which);
      case 'approve': case 'deny': case 'hold': case 'resume': return this.decide(deed.do, deed.which, pick(this.admins, deed.admin));
      case 'send': return this.run('payouts');
      case 'reverse transfer': return this.reverseTransfer(deed.which);
      case 'bank pays': case 'bank fails': return this.bank(deed.do, deed.which);
      case 'webhooks': return this.hear(deed.dice);
      case 'chaos': return this.breakWires(deed.action, deed.times);
      case 'fees late': await control(this.sandbox, 'POST', '/delays', { fee_ms: deed.hours * HOUR_MS }); return;
      case 'time': await this.pass(deed.hours); return this.run('release');
      case 'run': return this.run(deed.job);
    }
  }

  private async now(): Promise<Date> {
    return this.world.now();
  }

  private async pass(hours: number): Promise<void> {
    await control(this.sandbox, 'POST', '/clock', { advance_ms: hours * HOUR_MS });
    forgetClock();
  }

  private async run(job: JobName): Promise<void> {
    await runJob(job, await this.now());
  }

  private creatorAt(which: number): string {
    return pick(this.world.creators, which).creator.id;
  }

  private async tip(deed: Extract<CityDeed, { do: 'guest tip' }>): Promise<void> {
    const wish = wishFor(deed.amountMinor, { platformTipMinor: deed.platformTipMinor });
    const { checkoutUrl } = await startTip({ key: newId(), creatorId: this.creatorAt(deed.creator), wish, now: await this.now() });
    await payHostedPage(checkoutUrl, { email: 'fan@fans.example', method: 'card', number: pick(CARDS, deed.card) });
  }

  /** One of the newest payments that the processor has taken. */
  private async paymentOf(purpose: 'tip' | 'bill', which: number): Promise<string> {
    const rows = await getDb().select({ id: payment.id }).from(payment)
      .where(sql`${payment.purpose} = ${purpose} and ${payment.status} = 'succeeded'`).orderBy(desc(payment.createdAt), desc(payment.id)).limit(30);
    return pick(rows, which).id;
  }

  private async refundLines(which: number, isWhole: boolean): Promise<void> {
    const id = await this.paymentOf('bill', which);
    const [paid] = await getDb().select({ billId: payment.billId }).from(payment).where(eq(payment.id, id));
    const { rows } = await getDb().execute<{ id: string }>(sql`select id from tab_line where bill_id = ${paid?.billId} and status = 'collected' order by id`);
    await askLines(paid?.billId ?? '', isWhole ? null : [pick(rows, which).id], await this.now());
  }

  private async chargeOf(which: number): Promise<string> {
    const { data } = await sdkOf(this.sandbox).charges.list({ limit: 60 });
    return pick(data.filter(({ paid, refunded, disputed }) => paid && !refunded && !disputed), which).id;
  }

  private async refundAtStripe(which: number, part: number): Promise<void> {
    const charge = await this.chargeOf(which);
    const { amount, amount_refunded: back } = await sdkOf(this.sandbox).charges.retrieve(charge);
    await sdkOf(this.sandbox).refunds.create({ charge, amount: Math.max(1, Math.floor(((amount - back) * part) / 100)) });
  }

  /** Over what is left, or over all of a charge, whatever of it was refunded. */
  private async dispute(which: number, isWhole: boolean): Promise<void> {
    const { data } = await sdkOf(this.sandbox).charges.list({ limit: 60 });
    const { id, amount } = pick(data.filter(({ paid, disputed }) => paid && !disputed), which);
    await control(this.sandbox, 'POST', `/charges/${id}/dispute`, isWhole ? { amount } : {});
  }

  /** A bank decides, or a later stage does, for all or for a part. */
  private async decideDispute(what: 'end dispute' | 'overrule', which: number, isWon: boolean, part: number): Promise<void> {
    const { data } = await sdkOf(this.sandbox).disputes.list({ limit: 30 });
    const isOver = what === 'overrule';
    const { id, amount } = pick(data.filter(({ status }) => ['won', 'lost', 'warning_closed'].includes(status) === isOver), which);
    await control(this.sandbox, 'POST', `/disputes/${id}/${isOver ? 'overrule' : 'close'}`, { status: isWon ? 'won' : 'lost', amount: Math.max(1, Math.floor((amount * Math.min(part, 100)) / 100)) });
  }

  private async payoutOf(which: number, ...statuses: (typeof payout.$inferSelect)['status'][]) {
    const rows = await getDb().select().from(payout).where(inArray(payout.status, statuses)).orderBy(desc(payout.requestedAt), desc(payout.id)).limit(20);
    return pick(rows, which);
  }

  private async cancel(which: number): Promise<void> {
    const { id, creatorId } = await this.payoutOf(which, 'requested', 'in_review', 'on_hold', 'approved');
    const at = this.world.creators.findIndex(({ creator }) => creator.id === creatorId);
    await cancelPayout({ payoutId: id, creatorId, actorId: pick(this.owners, at), now: await this.now() });
  }

  private async decide(what: 'approve' | 'deny' | 'hold' | 'resume', which: number, adminId: string): Promise<void> {
    const { id: payoutId } = await this.payoutOf(which, 'requested', 'in_review', 'on_hold');
    const decision = { payoutId, adminId, now: await this.now() };
    const reason = 'We want to know more about it.';
    if (what === 'approve') await approvePayout(decision);
    else if (what === 'deny') await denyPayout({ ...decision, reason });
    else if (what === 'hold') await holdPayout({ ...decision, reason });
    else await resumePayout(decision);
  }

  /** Somebody takes a transfer back in the processor's own dashboard. */
  private async reverseTransfer(which: number): Promise<void> {
    const { stripeTransferId } = await this.payoutOf(which, 'sent', 'paid');
    await sdkOf(this.sandbox).transfers.createReversal(stripeTransferId ?? '');
  }

  private async bank(what: 'bank pays' | 'bank fails', which: number): Promise<void> {
    const { payouts } = (await control(this.sandbox, 'GET', '/record')) as { payouts: { id: string; status: string }[] };
    const underWay = payouts.filter(({ status }) => status === 'in_transit' || status === 'pending');
    await control(this.sandbox, 'POST', `/payouts/${pick(underWay, which).id}/${what === 'bank pays' ? 'pay' : 'fail'}`, {});
  }

  /** Some events twice, some never, in any order. */
  private async hear(dice: number): Promise<void> {
    const { data } = await sdkOf(this.sandbox).events.list({ limit: 100, ...(this.seenEvent ? { ending_before: this.seenEvent } : {}) });
    this.seenEvent = data[0]?.id ?? this.seenEvent;
    const sent = data.flatMap((event, at) => Array.from({ length: (dice + at) % 3 }, () => event));
    for (const event of fc.sample(fc.shuffledSubarray(sent, { minLength: sent.length }), { numRuns: 1, seed: dice })[0] ?? []) await receiveWebhook(signed(event));
    await processEvents();
  }

  private async breakWires(action: string, times: number): Promise<void> {
    const [name = action, after] = action.split(' ');
    this.isBroken = true;
    await control(this.sandbox, 'POST', '/chaos/api', { action: name, times, path: '/v1/*', ...(after ? { after_commit: true } : {}) });
  }
}

/** One of a list, chosen by a number. @throws NothingThere */
function pick<T>(list: readonly T[], which: number): T {
  const found = list[which % Math.max(1, list.length)];
  if (found === undefined) throw new NothingThere();
  return found;
}

/** What the deed is about is not there yet. */
class NothingThere extends Error {
  override name = 'NothingThere';
}

/** What a hosted page, a card or the processor says no to is an answer too. */
function isOfTheWire(error: unknown): boolean {
  if (error instanceof NothingThere) return true;
  return error instanceof Error && (/^The (hosted page|sandbox) answered 4/.test(error.message) || error.name.startsWith('Stripe') || 'rawType' in error);
}
