import { and, eq, inArray } from 'drizzle-orm';
import { getDb, inTransaction } from '@/db/client';
import { fan as fanTable, person, pledge } from '@/db/schema';
import { retryBills } from '@/lib/billing';
import { dayIn } from '@/lib/dates';
import { isRefusal } from '@/lib/errors';
import { findFanById, recordConsent, type Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import {
  cancelPledge, changeMark, changePledge, confirmPledge, endPledges, joinPledge, keepPledge, pauseEverything, pausePledge, planChange, refusePledge, resumeEverything, resumePledge, type Tier,
} from '@/lib/pledges';
import { findBillInCollection, findTab, followTimeZone, lockTab, moveBillingDay, payNow, payableNow, setCap, usedOfCap } from '@/lib/tab';
import { runJob } from '@/lib/jobs';
import { tipOnTab, undoTip } from '@/lib/tips';
import { clockTo, giveCard } from './billing';
import { GOOD } from './bills';
import type { Deed } from './deeds';
import { addFan } from './fans';
import { pledgeAsGuest } from './guests';
import { addPerson } from './people';
import { addTier, seenBy } from './pledges';
import { control, sdkOf } from './sandbox-controls';
import { addCreator, wishFor } from './tips';

type Sandbox = { url: string; port: number };
type Creator = Awaited<ReturnType<typeof addCreator>>;

/** The world in which lives are lived: some creators with a tier each, and the sandbox's clock. */
export class World {
  private constructor(readonly sandbox: Sandbox, readonly creators: { creator: Creator; tier: Tier }[]) {}

  /** @param start when the first life begins; it must lie ahead */
  static async make(sandbox: Sandbox, start: Date): Promise<World> {
    await clockTo(sandbox, start);
    const world = new World(sandbox, []);
    const now = await world.now();
    for (let at = 0; at < 4; at += 1) {
      const creator = await addCreator({ createdAt: now });
      const offer = await addTier({ creatorId: creator.id, firstMonthInFull: at === 3, createdAt: now, places: at === 2 ? 2 : null });
      world.creators.push({ creator, tier: offer });
    }
    return world;
  }

  async now(): Promise<Date> {
    const { now } = (await control(this.sandbox, 'GET', '/clock')) as { now: string | number };
    return new Date(typeof now === 'number' ? now * (now < 1e12 ? 1_000 : 1) : now);
  }

  /** Lets days pass one by one, each with the runs of its day. */
  async wait(days: number): Promise<void> {
    for (let day = 0; day < days; day += 1) await this.sleep(24);
  }

  /** Lets hours pass, then every job run. */
  async sleep(hours: number): Promise<void> {
    await control(this.sandbox, 'POST', '/clock', { advance_ms: hours * 3_600_000 });
    const now = await this.now();
    for (const job of ['billing', 'dunning', 'reconcile', 'release'] as const) await runJob(job, now);
    await endPledges(now);
  }
}

/** Somebody who lives it, with a card that the sandbox knows. */
export class Life {
  private lastTip: string | null = null;
  /** Mailed links, with whom they were mailed to. */
  private readonly links: { token: string; personId: string }[] = [];
  private constructor(readonly world: World, readonly fanId: string, readonly personId: string) {}

  static async begin(world: World, timeZone: string): Promise<Life> {
    const now = await world.now();
    const made = await addFan({ timeZone, now, hasCard: false });
    const life = new Life(world, made.id, made.personId ?? '');
    const customer = await sdkOf(world.sandbox).customers.create({ name: 'A life' });
    await getDb().update(fanTable).set({ stripeCustomerId: customer.id }).where(eq(fanTable.id, made.id));
    await inTransaction((tx) => recordConsent(tx, { fanId: made.id, currency: 'USD', now }));
    await life.useCard(GOOD);
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
      case 'change': return this.withPledge(deed.which, (pledgeId) => this.change(pledgeId, deed.amountMinor, now));
      case 'tip': return this.tip(deed.creator, deed.amountMinor, now);
      case 'pause': return this.withPledge(deed.which, (pledgeId) => pausePledge({ ...own, pledgeId }));
      case 'resume': return this.withPledge(deed.which, (pledgeId) => resumePledge({ ...own, pledgeId }));
      case 'cancel': return this.withPledge(deed.which, (pledgeId) => cancelPledge({ ...own, pledgeId }));
      case 'keep': return this.withPledge(deed.which, (pledgeId) => keepPledge({ ...own, pledgeId }));
      case 'undo': if (this.lastTip) await undoTip({ ...own, lineId: this.lastTip }); return;
      case 'pay': return this.pay(now);
      case 'break card': return this.useCard(deed.card);
      case 'mend card': return this.mend(now);
      case 'recover': return this.recover(deed.days);
      case 'cap': return inTransaction((tx) => setCap(tx, { fanId: this.fanId, currency: 'USD', capMinor: deed.capMinor, now }));
      case 'move day': return inTransaction((tx) => moveBillingDay(tx, { fanId: this.fanId, billingDay: deed.billingDay, now }));
      case 'fly': return inTransaction((tx) => followTimeZone(tx, this.personId, deed.timeZone, now));
      case 'pause all': await pauseEverything(this.fanId, now); return;
      case 'resume all': await resumeEverything(this.fanId, now); return;
      case 'pledge unproven': return this.pledgeUnproven(deed, now);
      case 'confirm': return this.withLink(deed.which, (link) => this.confirm(link, now));
      case 'refuse': return this.withLink(deed.which, ({ token }) => refusePledge({ token, now }));
      case 'wait': return this.world.wait(deed.days);
      case 'sleep': return this.world.sleep(deed.hours);
    }
  }

  /** Leaves everybody, so that the next life is lived by the next one alone; what is owed is still charged. */
  async end(): Promise<void> {
    for (let left = await this.pledges(); left.length > 0; left = left.slice(1)) await this.live({ do: 'cancel', which: left.length - 1 });
  }

  private at(index: number) {
    const found = this.world.creators[index];
    if (!found) throw new Error('there is no such creator');
    return found;
  }

  private async join(creator: number, amountMinor: number, now: Date): Promise<void> {
    const of = await this.fan();
    const { tier: joined } = this.at(creator);
    const seen = seenBy(of, joined, amountMinor, now);
    await joinPledge({ key: newId(), tierId: joined.id, amountMinor, who: { personId: this.personId }, timeZone: null, agrees: true, seen, now });
  }

  private async pledgeUnproven(deed: Extract<Deed, { do: 'pledge unproven' }>, now: Date): Promise<void> {
    const { creator, amountMinor, isStranger, card: name } = deed;
    const personId = isStranger ? (await addPerson()).id : this.personId;
    const [owner] = await getDb().select({ email: person.email }).from(person).where(eq(person.id, personId));
    const { timeZone } = await this.fan();
    const { token } = await pledgeAsGuest(this.world.sandbox, { email: owner?.email ?? '', tier: this.at(creator).tier, amountMinor, timeZone, now }, name);
    this.links.push({ token, personId });
    await this.world.sleep(deed.hours);
    if (deed.then !== 'wait') await this.act({ do: deed.then, which: 0 });
  }

  private async withLink(at: number, act: (link: { token: string; personId: string }) => Promise<void>): Promise<void> {
    const found = this.links.at(-1 - (at % Math.max(1, this.links.length)));
    if (found) await act(found);
  }

  private async confirm(link: { token: string; personId: string }, now: Date): Promise<void> {
    const { fanId, hasNewCard } = await confirmPledge({ ...link, now });
    if (!hasNewCard) return;
    await inTransaction((tx) => retryBills(tx, fanId, now));
    await runJob('dunning', now);
  }

  private async change(pledgeId: string, amountMinor: number, now: Date): Promise<void> {
    const of = await this.fan();
    const [live] = await getDb().select().from(pledge).where(eq(pledge.id, pledgeId));
    if (!live?.paidUntil || of.billingDay === null) return;
    const plan = planChange({
      fromMinor: live.amountMinor, toMinor: amountMinor, today: dayIn(of.timeZone, now), paidUntil: live.paidUntil, billingDay: of.billingDay, inFull: false,
      minimumMinor: 10,
    });
    await changePledge({ personId: this.personId, pledgeId, tierId: live.tierId, amountMinor, seen: changeMark(plan), now });
  }

  private async tip(creator: number, amountMinor: number, now: Date): Promise<void> {
    const added = await tipOnTab({
      key: newId(), creatorId: this.at(creator).creator.id, wish: wishFor(amountMinor), now, payer: { personId: this.personId, connection: newId() },
    });
    this.lastTip = added.lineId;
  }

  private async withPledge(at: number, act: (pledgeId: string) => Promise<void>): Promise<void> {
    const mine = await this.pledges();
    const found = mine[at % Math.max(1, mine.length)];
    if (found) await act(found.id);
  }

  private pledges(): Promise<{ id: string }[]> {
    return getDb().select({ id: pledge.id }).from(pledge)
      .where(and(eq(pledge.fanId, this.fanId), inArray(pledge.status, ['active', 'paused', 'leaving']))).orderBy(pledge.id);
  }

  private async pay(now: Date): Promise<void> {
    await inTransaction(async (tx) => {
      const locked = await lockTab(tx, this.fanId, 'USD', now);
      const expectedMinor = await payableNow(tx, locked, now);
      await payNow(tx, { fanId: this.fanId, currency: 'USD', expectedMinor, now });
    });
    await runJob('billing', now);
  }

  private async useCard(number: string): Promise<void> {
    const { id, stripeCustomerId } = await this.fan();
    await giveCard(this.world.sandbox, { id, customerId: stripeCustomerId ?? '' }, number);
  }

  private async recover(days: number): Promise<void> {
    if (!(await findBillInCollection(getDb(), this.fanId, 'USD'))) return;
    await this.world.wait(days);
    await this.mend(await this.world.now());
  }

  private async mend(now: Date): Promise<void> {
    await this.useCard(GOOD);
    await inTransaction((tx) => retryBills(tx, this.fanId, now));
    await runJob('dunning', now);
  }
}

