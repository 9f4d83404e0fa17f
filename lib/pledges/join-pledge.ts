import { eq, sql } from 'drizzle-orm';
import { getDb, inTransaction, type Queryable, type Tx } from '@/db/client';
import { card, creator, pledge } from '@/db/schema';
import { dayIn } from '@/lib/dates';
import { ensureFan, hasConsent, recordConsent, requireThawed, startUnprovenFan, type Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { formatMoney, stripeMaximum } from '@/lib/money';
import { recordOrigin, type Whence } from '@/lib/origins';
import { currentLimits } from '@/lib/pricing';
import { wake } from '@/lib/queue';
import { findBillInCollection, lockTab, requireCapForMonths, TabInDunning, TabPaused, type Tab } from '@/lib/tab';
import { endPledge } from './end-pledge';
import {
  AlreadyPledged, ConsentMissing, CreatorClosed, OwnPage, PlanChanged, PledgeAboveMost, PledgeBelowPrice, PledgeCurrencyChanged,
  PledgeKeyReused, TierFull, TierGone,
} from './errors';
import { findLivePledge, readFan } from './find-pledge';
import { noteJoined } from './note-joined';
import { planJoin, planMark } from './plan-join';
import { startDays, type Pledge } from './start-days';
import { findOffer, type Offer } from './tier-queries';
import { isOversold } from './violations';

/** Who joins: somebody signed in, or a guest with the address that they typed. */
export type Joiner = { personId: string } | { email: string };

export type JoinAsked = {
  /** Minted by the form: the same key twice is the same pledge. */
  key: string;
  tierId: string;
  amountMinor: number;
  who: Joiner;
  /** What the browser says, or null; a person's own zone counts first. */
  timeZone: string | null;
  /** Whether the consent was ticked. */
  agrees: boolean;
  /** The plan that the form showed (`planMark`); another one is shown before anything is done. */
  seen: string;
  from?: Whence;
  now: Date;
};

/** What came of it: running, waiting for its first charge, or waiting for a card to be saved. */
export type Joined = { pledge: Pledge; fan: Fan };

/**
 * Pledges. With a saved card it runs at once: the days up to the next billing day go on the tab and
 * access opens. Without one it is `asked` and holds its place until the hosted page has saved a
 * card (`activateAsked`). Sent twice, or fifty times at once, the same key is the same pledge.
 *
 * @throws TierGone, TierFull, CreatorClosed, OwnPage, AlreadyPledged, PledgeBelowPrice,
 *   PledgeAboveMost, PledgeCurrencyChanged, ConsentMissing, PlanChanged, PledgeKeyReused, and every
 *   refusal of lib/tab's `addLine`
 */
export async function joinPledge(asked: JoinAsked): Promise<Joined> {
  const offer = await findOffer(getDb(), asked.tierId);
  if (!offer) throw new TierGone();
  requireAmount(offer, asked.amountMinor);
  const id = newId();
  try {
    const joined = await inTransaction((tx) => writeOnce(tx, offer, asked, id));
    if (joined.pledge.status === 'waiting') wake('billing');
    return joined;
  } catch (error) {
    // The places are counted by the database (0012_places.sql): whoever comes too late hears it from there.
    if (isOversold(error)) throw new TierFull(offer.tier.name);
    throw error;
  }
}

async function writeOnce(tx: Tx, offer: Offer, asked: JoinAsked, id: string): Promise<Joined> {
  // One at a time per key: the first writes, the others find what it wrote.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${asked.key}, 0))`);
  const known = await findPledgeByKey(tx, asked.key);
  if (known) return sameJoin(tx, known, asked);
  requireOpen(offer, 'personId' in asked.who ? asked.who.personId : null);
  await requireUnchanged(tx, offer);
  const fan = await fanOf(tx, asked);
  const tab = await lockTab(tx, fan.id, offer.tier.currency, asked.now);
  await makeWay(tx, fan, offer, asked.now);
  await requireSeen(tx, fan, offer, asked);
  await requireTab(tx, fan, tab, asked);
  await agree(tx, fan, offer, asked);
  const made = await write(tx, fan, offer, asked, id);
  await recordOrigin(tx, { deed: 'pledge', personId: fan.personId, fanId: fan.id, from: asked.from, now: asked.now });
  if (!(await hasCard(tx, fan.id))) return { pledge: made, fan };
  const started = await startDays(tx, fan, tab, made, asked.now);
  await noteJoined(tx, started.id, asked.now);
  return { pledge: started, fan };
}

function requireAmount({ tier }: Offer, amountMinor: number): void {
  const show = (minor: number) => formatMoney(minor, tier.currency, { trim: true });
  if (amountMinor < tier.priceMinor) throw new PledgeBelowPrice(show(tier.priceMinor));
  const most = stripeMaximum(tier.currency);
  if (amountMinor > most) throw new PledgeAboveMost(show(most));
}

/** Why nobody, or this person, can join; what is merely shown asks the same. */
export function requireOpen({ tier, creator: page, open }: Offer, personId: string | null): void {
  if (personId !== null && page.personId === personId) throw new OwnPage();
  if (tier.archivedAt !== null) throw new TierGone();
  if (tier.currency !== page.currency) throw new PledgeCurrencyChanged();
  if (!open) throw new CreatorClosed(page.name);
  if (tier.places !== null && tier.taken >= tier.places) throw new TierFull(tier.name);
}

/** Whoever changes the page's currency or closes it holds it `for update`: they see this or we see that. */
async function requireUnchanged(tx: Tx, { tier, creator: page }: Offer): Promise<void> {
  const [now] = await tx
    .select({ currency: creator.currency, status: creator.status })
    .from(creator)
    .where(eq(creator.id, page.id))
    .for('key share');
  if (now?.status !== 'active') throw new CreatorClosed(page.name);
  if (now.currency !== tier.currency) throw new PledgeCurrencyChanged();
}

async function fanOf(tx: Tx, { who, timeZone, now }: JoinAsked): Promise<Fan> {
  if ('personId' in who) return ensureFan(tx, { personId: who.personId, timeZone, now });
  // Always a new row, known address or not; its mail leaves once a card is saved.
  return (await startUnprovenFan(tx, { email: who.email, timeZone, now })).fan;
}

/** A pledge that waits for a card gives way to a new wish for the same creator. */
async function makeWay(tx: Tx, fan: Fan, offer: Offer, now: Date): Promise<void> {
  const live = await findLivePledge(tx, fan.id, offer.creator.id);
  if (!live) return;
  if (live.status !== 'asked') throw new AlreadyPledged(offer.creator.name);
  await endPledge(tx, live, 'card_not_saved', now);
}

async function requireSeen(tx: Tx, fan: Fan, { tier }: Offer, asked: JoinAsked): Promise<void> {
  const { daysMinimumMinor } = await currentLimits(tx, tier.currency);
  const plan = planJoin({
    today: dayIn(fan.timeZone, asked.now),
    billingDay: fan.billingDay,
    amountMinor: asked.amountMinor,
    firstMonthInFull: tier.firstMonthInFull,
    minimumMinor: daysMinimumMinor,
  });
  if (planMark(plan) !== asked.seen) throw new PlanChanged();
}

/** Told before the card page rather than after it. */
async function requireTab(tx: Tx, fan: Fan, tab: Tab, { amountMinor, now }: JoinAsked): Promise<void> {
  if (tab.pausedAt) throw new TabPaused();
  await requireThawed(tx, fan.id);
  const collecting = await findBillInCollection(tx, fan.id, tab.currency);
  if (collecting?.status === 'failing') throw new TabInDunning();
  const { billingDay } = fan;
  if (billingDay !== null) await requireCapForMonths(tx, { ...fan, billingDay }, tab, amountMinor, now);
}

async function agree(tx: Tx, fan: Fan, { tier: { currency } }: Offer, asked: JoinAsked): Promise<void> {
  if (await hasConsent(tx, fan.id, currency)) return;
  if (!asked.agrees) throw new ConsentMissing();
  await recordConsent(tx, { fanId: fan.id, currency, now: asked.now });
}

async function write(tx: Tx, fan: Fan, { tier, creator: page }: Offer, asked: JoinAsked, id: string): Promise<Pledge> {
  const [made] = await tx
    .insert(pledge)
    .values({
      id,
      key: asked.key,
      fanId: fan.id,
      creatorId: page.id,
      tierId: tier.id,
      currency: tier.currency,
      amountMinor: asked.amountMinor,
      status: 'asked',
      createdAt: asked.now,
    })
    .returning();
  if (!made) throw new Error('A pledge was not written');
  return made;
}

async function hasCard(db: Queryable, fanId: string): Promise<boolean> {
  const [found] = await db.select({ id: card.id }).from(card).where(sql`${card.fanId} = ${fanId} and ${card.isDefault} and ${card.status} <> 'removed'`);
  return found !== undefined;
}

/** A pledge by what its form minted. */
export async function findPledgeByKey(db: Queryable, key: string): Promise<Pledge | undefined> {
  const [found] = await db.select().from(pledge).where(eq(pledge.key, key));
  return found;
}

async function sameJoin(tx: Tx, known: Pledge, asked: JoinAsked): Promise<Joined> {
  const fan = await readFan(tx, known.fanId);
  const isSamePerson = 'personId' in asked.who ? fan.personId === asked.who.personId : fan.email === asked.who.email;
  if (!isSamePerson || known.tierId !== asked.tierId || known.amountMinor !== asked.amountMinor) throw new PledgeKeyReused();
  return { pledge: known, fan };
}
