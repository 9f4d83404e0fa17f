import { formatMoney, type Currency } from '@/lib/money';
import type { RiskLevels } from '@/lib/settings';
import { levelOf, type Level, type SignalCode } from './input';
import type { LinkFact } from './link-gifts';
import type { IncomeFact, PageFact } from './page-facts';
import { weighLinks } from './weigh-links';
import { LARGE_MINOR, NEW_DAYS, weights } from './weights';

/** One reason to doubt or to trust: what it weighs, in words, and where it can be read. */
export type Finding = { code: SignalCode | 'trust'; points: number; sentence: string; detail: string | null; evidence: { label: string; href: string } | null };
export type Score = { score: number; level: Level; doubts: Finding[]; trusts: Finding[] };

export type Weighed = {
  payoutId: string;
  creatorId: string;
  handle: string;
  currency: Currency;
  links: LinkFact[];
  income: IncomeFact | null;
  page: PageFact;
  levels: RiskLevels;
  now: Date;
};

const DAY_MS = 86_400_000;
/** A changed account is news for so long, a new one for a week. */
const CHANGE_DAYS = 30;
const FRESH_DAYS = 7;
const REST_HOURS = 72;

/**
 * Adds up what speaks against letting a payout go and tells what speaks for it. Pure: the facts in,
 * reasons and their sum out, heaviest first; at most 100.
 */
export function weigh(facts: Weighed): Score {
  const doubts = [...weighLinks(facts), ...weighIncome(facts), ...weighPage(facts), ...weighAccount(facts)].sort((left, right) => right.points - left.points);
  const score = Math.min(100, doubts.reduce((sum, { points }) => sum + points, 0));
  return { score, level: levelOf(score), doubts, trusts: trustIn(facts) };
}

function weighIncome({ income, currency, handle, levels }: Weighed): Finding[] {
  if (!income) return [];
  const found: Finding[] = [];
  const payments = { label: 'payments', href: `/admin/payments?creator=${handle}` };
  const share = income.topMinor / income.minor;
  if (share >= 0.5) {
    found.push(finding('one_fan', share >= 0.8, income.givers === 1 ? 'All of it comes from one fan' : `One fan gave ${percent(share)} of all income`, `${money(income.topMinor, currency)} of ${money(income.minor, currency)}`, { label: 'who gave', href: '#givers' }));
  }
  if (income.weeksBefore >= 2 && income.weekMinor >= 4 * income.usualWeekMinor && income.weekMinor >= LARGE_MINOR) {
    found.push(finding('velocity', true, `${money(income.weekMinor, currency)} in the last seven days`, `a usual week before: ${money(income.usualWeekMinor, currency)}`, payments));
  }
  const refunds = rate('refunds', income.refunded, income.gifts, levels.refundWarnBps, levels.refundStopBps, 3);
  if (refunds) found.push({ ...refunds, evidence: payments });
  const disputes = rate('disputes', income.disputed, income.gifts, levels.disputeWarnBps, levels.disputeStopBps, 2);
  if (disputes) found.push({ ...disputes, evidence: payments });
  if (income.warned > 0) {
    found.push(finding('fraud_warnings', income.warned > 1, income.warned === 1 ? 'A bank warned that a gift may be fraud' : `Banks warned that ${income.warned} gifts may be fraud`, null, { label: 'disputes', href: '/admin/disputes' }));
  }
  return found;
}

/** A rate counts from its warn level on; it stops only when there are enough cases for it to say something. */
function rate(code: 'refunds' | 'disputes', cases: number, gifts: number, warnBps: number, stopBps: number, least: number): Finding | null {
  const bps = (cases / gifts) * 10_000;
  if (cases === 0 || bps < warnBps) return null;
  const stops = bps >= stopBps && cases >= least;
  const what = `${gifts === 1 ? 'gift' : 'gifts'} ${cases === 1 ? 'was' : 'were'} ${code === 'refunds' ? 'refunded' : 'disputed'}`;
  return finding(code, stops, `${cases} of ${gifts} ${what}`, stops ? `${percent(cases / gifts)}, over the level to stop at: ${stopBps / 100} %` : `${percent(cases / gifts)}, over the level to warn at: ${warnBps / 100} %`, null);
}

function weighPage({ page, creatorId, currency, now }: Weighed): Finding[] {
  const file = { label: 'history', href: `/admin/creators/${creatorId}` };
  const reports = { label: 'reports', href: `/admin/reports/${creatorId}` };
  const days = daysSince(page.pageSince, now);
  const found: (Finding | false)[] = [
    page.paid === 0 && finding('first_payout', true, 'First payout', null, file),
    days < 90 && finding('new_creator', days < NEW_DAYS, `On Tuppence for ${daysWords(days)}`, null, file),
    page.openReports > 0 && finding('reports', page.fraudReports > 0, page.openReports === 1 ? 'One open report about the page' : `${page.openReports} open reports about the page`, page.fraudReports > 0 ? `${page.fraudReports} because of fraud` : null, reports),
    page.suspensions > 0 && finding('suspended_before', true, page.suspensions === 1 ? 'The page was suspended before' : `The page was suspended ${page.suspensions} times`, null, reports),
    page.denied > 0 && finding('denied_before', true, page.denied === 1 ? 'An earlier payout was denied' : `${page.denied} earlier payouts were denied`, null, { label: 'payouts', href: '#payouts' }),
    page.debtMinor > 0 && finding('debt', true, `Owes ${money(page.debtMinor, currency)} of refunds or disputes`, null, file),
  ];
  return found.filter((one) => one !== false);
}

function weighAccount({ page, creatorId, now }: Weighed): Finding[] {
  const account = { label: 'account', href: '#account' };
  const found: Finding[] = [];
  const changed = page.accountChangedAt && daysSince(page.accountChangedAt, now);
  if (changed !== null && changed < CHANGE_DAYS) {
    const isResting = page.accountChangedAt !== null && now.getTime() < page.accountChangedAt.getTime() + REST_HOURS * 3_600_000;
    found.push(finding('account_changed', true, `Payout account changed ${agoWords(changed)}`, isResting ? 'payouts rest for 72 hours' : 'the rest of 72 hours is over', account));
  } else if (page.accountSince && daysSince(page.accountSince, now) < FRESH_DAYS) {
    found.push(finding('account_new', true, `Payout account connected ${agoWords(daysSince(page.accountSince, now))}`, null, account));
  }
  if (page.sharedWith.length > 0) {
    found.push(finding('shared_account', true, 'Another page is paid to the same bank and last digits', page.sharedWith.slice(0, 5).join(', '), { label: 'history', href: `/admin/creators/${creatorId}` }));
  }
  return found;
}

const OWN: readonly string[] = ['own_account', 'own_card', 'own_mailbox', 'own_device', 'own_network'];

function trustIn({ income, page, links, now }: Weighed): Finding[] {
  const trust = (sentence: string, detail: string | null, evidence: Finding['evidence']): Finding => ({ code: 'trust', points: 0, sentence, detail, evidence });
  const days = daysSince(page.pageSince, now);
  const found: (Finding | false | null)[] = [
    income && income.givers >= 5 && income.topMinor / income.minor < 0.25
      && trust(`${income.givers} supporters, none gives over ${percentUp(income.topMinor / income.minor)}`, null, { label: 'who gave', href: '#givers' }),
    income && income.refunded === 0 && income.disputed === 0 && income.warned === 0 && trust(`No refund and no dispute in ${income.gifts} ${income.gifts === 1 ? 'gift' : 'gifts'}`, null, null),
    income && !links.some(({ code }) => OWN.includes(code))
      && trust('No gift comes from the owner’s account, card, mailbox, browser or network', `the card is known of ${income.withCard} of ${income.gifts}`, null),
    page.paid > 0 && trust(page.paid === 1 ? 'One payout went out before' : `${page.paid} payouts went out before`, null, { label: 'payouts', href: '#payouts' }),
    days >= 90 && trust(`On Tuppence for ${daysWords(days)}`, null, null),
    page.accountSince && daysSince(page.accountSince, now) >= CHANGE_DAYS && (!page.accountChangedAt || daysSince(page.accountChangedAt, now) >= CHANGE_DAYS)
      && trust(`Same payout account for ${daysWords(daysSince(page.accountChangedAt ?? page.accountSince, now))}`, null, { label: 'account', href: '#account' }),
  ];
  return found.filter((one) => one !== false && one !== null);
}

/** A reason with its full weight, or with the slight one. */
export function finding(code: SignalCode, isFull: boolean, sentence: string, detail: string | null, evidence: Finding['evidence']): Finding {
  return { code, points: isFull ? weights[code].full : weights[code].slight, sentence, detail, evidence };
}

function money(amountMinor: number, currency: Currency): string {
  return formatMoney(amountMinor, currency);
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

/** Rounded up, so that "none gives over" stays true. */
function percentUp(share: number): string {
  return `${Math.ceil(share * 100)} %`;
}

function daysSince(at: Date, now: Date): number {
  return Math.floor((now.getTime() - at.getTime()) / DAY_MS);
}

function agoWords(days: number): string {
  return days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
}

function daysWords(days: number): string {
  if (days < 1) return 'less than a day';
  if (days === 1) return 'a day';
  if (days < 60) return `${days} days`;
  if (days < 730) return `${Math.floor(days / 30.44)} months`;
  return `${Math.floor(days / 365.25)} years`;
}
