import fc from 'fast-check';
import { and, eq, inArray } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { card, fan as fanTable, pledge, tier } from '@/db/schema';
import { retryBills } from '@/lib/billing';
import { dayIn } from '@/lib/dates';
import { isRefusal } from '@/lib/errors';
import { findFanById, recordConsent, type Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import {
  cancelPledge, changeMark, changePledge, endPledges, joinPledge, keepPledge, pausePledge, planChange, planJoin, planMark,
  resumePledge,
} from '@/lib/pledges';
import { findTab, lockTab, moveBillingDay, payNow, payableNow, setCap, usedOfCap } from '@/lib/tab';
import { runJob } from '@/lib/jobs';
import { tipOnTab, undoTip } from '@/lib/tips';
import { addFan } from './fans';
import { control, sdkOf } from './sandbox-controls';
import { addCreator, wishFor } from './tips';

type Sandbox = { url: string; port: number };
type Creator = Awaited<ReturnType<typeof addCreator>>;

/** One thing that somebody does, or the days that pass; numbers choose among what is there. */
export type Deed =
  | { do: 'join' | 'change'; creator: number; amountMinor: number }
  | { do: 'tip'; creator: number; amountMinor: number }
  | { do: 'pause' | 'resume' | 'cancel' | 'keep'; which: number }
  | { do: 'undo' | 'pay' | 'break card' | 'mend card' }
  | { do: 'cap'; capMinor: number | null }
  | { do: 'move day'; billingDay: number }
  | { do: 'wait'; days: number };

const creatorAt = fc.integer({ min: 0, max: 3 });
const which = fc.integer({ min: 0, max: 3 });
const days = fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 34 }) });

/** A life: deeds in any order, with days between them often enough that months pass. */
export const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('join' as const), creator: creatorAt, amountMinor: fc.constantFrom(100, 150, 300, 700) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), creator: creatorAt, amountMinor: fc.constantFrom(100, 200, 500) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('tip' as const), creator: creatorAt, amountMinor: fc.integer({ min: 10, max: 600 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const, 'cancel' as const, 'keep' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'pay' as const, 'break card' as const, 'mend card' as const, 'mend card' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cap' as const), capMinor: fc.constantFrom(null, 300, 1_500) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move day' as const), billingDay: fc.integer({ min: 1, max: 28 }) }) },
  { weight: 7, arbitrary: days },
);

export const zone = fc.constantFrom('UTC', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu');

/** The world in which lives are lived: some creators with a tier each, and the sandbox's clock. */
export class World {
  private constructor(readonly sandbox: Sandbox, readonly creators: { creator: Creator; tierId: string }[]) {}

  static async make(sandbox: Sandbox): Promise<World> {
    const world = new World(sandbox, []);
    const now = await world.now();
    for (let at = 0; at < 4; at += 1) {
      const creator = await addCreator({ createdAt: now });
      const tierId = newId();
      await getDb().insert(tier).values({
        id: tierId, creatorId: creator.id, name: 'Pennies', priceMinor: 100, currency: 'USD', position: 0,
        firstMonthInFull: at === 3, createdAt: now, places: at === 2 ? 2 : null,
      });
      world.creators.push({ creator, tierId });
    }
    return world;
  }

  async now(): Promise<Date> {
    const { now } = (await control(this.sandbox, 'GET', '/clock')) as { now: string | number };
    return new Date(typeof now === 'number' ? now * (now < 1e12 ? 1_000 : 1) : now);
  }

  /** Lets days pass one by one, each with the runs of its day. */
  async wait(days: number): Promise<void> {
    for (let day = 0; day < days; day += 1) {
      await control(this.sandbox, 'POST', '/clock', { advance_ms: 86_400_000 });
      const now = await this.now();
      for (const job of ['billing', 'dunning', 'reconcile', 'release'] as const) await runJob(job, now);
      await endPledges(now);
    }
  }
}

/** Somebody who lives it, with a card that the sandbox knows. */
export class Life {
  private lastTip: string | null = null;
  private constructor(readonly world: World, readonly fanId: string, readonly personId: string) {}

  static async begin(world: World, timeZone: string): Promise<Life> {
    const now = await world.now();
    const made = await addFan({ timeZone, now, hasCard: false });
    const life = new Life(world, made.id, made.personId ?? '');
    const customer = await sdkOf(world.sandbox).customers.create({ name: 'A life' });
    await getDb().update(fanTable).set({ stripeCustomerId: customer.id }).where(eq(fanTable.id, made.id));
    await inTransaction((tx) => recordConsent(tx, { fanId: made.id, currency: 'USD', now }));
    await life.useCard('pm_card_visa');
    return life;
  }

  fan(): Promise<Fan> {
    return findFanById(getDb(), this.fanId).then((found) => {
      if (!found) throw new Error('a fan is never removed');
      return found;
    });
  }

  /** Does it, or is told why not; anything but a refusal is a fault. @returns the refusal's code */
  async live(deed: Deed): Promise<string | null> {
    try {
      await this.act(deed);
      return null;
    } catch (error) {
      if (isRefusal(error)) return error.code;
      throw error;
    }
  }

  /** What counts towards the cap now, and the cap; null without one. */
  async cap(): Promise<{ capMinor: number; usedMinor: number } | null> {
    const [of, tab] = await Promise.all([this.fan(), findTab(getDb(), this.fanId, 'USD')]);
    if (tab?.capMinor == null || of.billingDay === null) return null;
    return { capMinor: tab.capMinor, usedMinor: await usedOfCap(getDb(), { ...of, billingDay: of.billingDay }, tab, await this.world.now()) };
  }

  private async act(deed: Deed): Promise<void> {
    const now = await this.world.now();
    const own = { personId: this.personId, now };
    switch (deed.do) {
      case 'join': return this.join(deed.creator, deed.amountMinor, now);
      case 'change': return this.change(deed.creator, deed.amountMinor, now);
      case 'tip': return this.tip(deed.creator, deed.amountMinor, now);
      case 'pause': return this.withPledge(deed.which, (pledgeId) => pausePledge({ ...own, pledgeId }));
      case 'resume': return this.withPledge(deed.which, (pledgeId) => resumePledge({ ...own, pledgeId }));
      case 'cancel': return this.withPledge(deed.which, (pledgeId) => cancelPledge({ ...own, pledgeId }));
      case 'keep': return this.withPledge(deed.which, (pledgeId) => keepPledge({ ...own, pledgeId }));
      case 'undo': if (this.lastTip) await undoTip({ ...own, lineId: this.lastTip }); return;
      case 'pay': return this.pay(now);
      case 'break card': return this.useCard('pm_card_chargeCustomerFail');
      case 'mend card': return this.mend(now);
      case 'cap': return inTransaction((tx) => setCap(tx, { fanId: this.fanId, currency: 'USD', capMinor: deed.capMinor, now }));
      case 'move day': return inTransaction((tx) => moveBillingDay(tx, { fanId: this.fanId, billingDay: deed.billingDay, now }));
      case 'wait': return this.world.wait(deed.days);
    }
  }

  private at(index: number) {
    const found = this.world.creators[index];
    if (!found) throw new Error('there is no such creator');
    return found;
  }

  private async join(creator: number, amountMinor: number, now: Date): Promise<void> {
    const of = await this.fan();
    const { tierId } = this.at(creator);
    const [joined] = await getDb().select().from(tier).where(eq(tier.id, tierId));
    const plan = planJoin({
      today: dayIn(of.timeZone, now), billingDay: of.billingDay, amountMinor, firstMonthInFull: joined?.firstMonthInFull ?? false, minimumMinor: 10,
    });
    await joinPledge({ key: newId(), tierId, amountMinor, who: { personId: this.personId }, timeZone: null, agrees: true, seen: planMark(plan), now });
  }

  private async change(creator: number, amountMinor: number, now: Date): Promise<void> {
    const of = await this.fan();
    const { tierId, creator: { id } } = this.at(creator);
    const [live] = await getDb().select().from(pledge).where(and(eq(pledge.fanId, this.fanId), eq(pledge.creatorId, id), eq(pledge.status, 'active')));
    if (!live?.paidUntil || of.billingDay === null) return;
    const plan = planChange({
      fromMinor: live.amountMinor, toMinor: amountMinor, today: dayIn(of.timeZone, now), paidUntil: live.paidUntil, billingDay: of.billingDay, inFull: false,
      minimumMinor: 10,
    });
    await changePledge({ personId: this.personId, pledgeId: live.id, tierId, amountMinor, seen: changeMark(plan), now });
  }

  private async tip(creator: number, amountMinor: number, now: Date): Promise<void> {
    const added = await tipOnTab({
      key: newId(), creatorId: this.at(creator).creator.id, wish: wishFor(amountMinor), now, payer: { personId: this.personId, connection: newId() },
    });
    this.lastTip = added.lineId;
  }

  private async withPledge(at: number, act: (pledgeId: string) => Promise<void>): Promise<void> {
    const mine = await getDb().select({ id: pledge.id }).from(pledge)
      .where(and(eq(pledge.fanId, this.fanId), inArray(pledge.status, ['active', 'paused', 'leaving']))).orderBy(pledge.id);
    const found = mine[at % Math.max(1, mine.length)];
    if (found) await act(found.id);
  }

  private async pay(now: Date): Promise<void> {
    await inTransaction(async (tx) => {
      const locked = await lockTab(tx, this.fanId, 'USD', now);
      const expectedMinor = await payableNow(tx, locked, now);
      await payNow(tx, { fanId: this.fanId, currency: 'USD', expectedMinor, now });
    });
    await runJob('billing', now);
  }

  private async useCard(name: string): Promise<void> {
    const of = await this.fan();
    const customerId = of.stripeCustomerId ?? '';
    const kept = await sdkOf(this.world.sandbox).paymentMethods.attach(name, { customer: customerId });
    const now = await this.world.now();
    await inTransaction(async (tx) => {
      await tx.update(card).set({ isDefault: false }).where(eq(card.fanId, this.fanId));
      await tx.insert(card).values({
        id: newId(), fanId: this.fanId, paymentMethodId: kept.id, stripeCustomerId: customerId, brand: 'visa', last4: kept.card?.last4 ?? '4242',
        expMonth: 12, expYear: 2034, isDefault: true, status: 'good', addedAt: now,
      });
    });
  }

  private async mend(now: Date): Promise<void> {
    await this.useCard('pm_card_visa');
    await inTransaction((tx) => retryBills(tx, this.fanId, now));
    await runJob('dunning', now);
  }
}

