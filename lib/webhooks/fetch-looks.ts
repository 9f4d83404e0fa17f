import type { CardUpdate, SetupLook } from '@/lib/fans';
import type { RefusedTries } from '@/lib/defence';
import { log } from '@/lib/log';
import type { PaymentLook } from '@/lib/payments';
import {
  fetchAccount, fetchCard, fetchCharge, fetchDisputes, fetchFraudWarning, fetchIntent, fetchSetup, findIntent,
  type AccountReport, type ChargeReport, type FraudWarningReport, type SetupReport,
} from '@/lib/stripe';
import { refusalsOfCharge, refusalsOfSetup } from './fetch-refusals';

/** Requests to Stripe under way at once; far below its 25 a second for one endpoint (STRIPE.md). */
const AT_ONCE = 8;

/** What to look at again: payments, pages that save a card, saved cards, accounts of payees, warnings of fraud. */
export type Looks = { payments: PaymentLook[]; setups: SetupLook[]; paymentMethodIds: string[]; stripeAccountIds: string[]; warningIds?: string[] };

export type Fetched = {
  charges: ChargeReport[];
  setups: SetupReport[];
  cards: CardUpdate[];
  accounts: AccountReport[];
  warnings: FraudWarningReport[];
  /** Cards that were refused on hosted pages. */
  refusals?: RefusedTries[];
  /** The ids of those that the processor did not answer for. */
  failed: Set<string>;
};

/** Fetches the truth about each from the processor, a few at once; one that fails is named, not thrown. */
export async function fetchLooks(looks: Looks): Promise<Fetched> {
  const fetched: Fetched = { charges: [], setups: [], cards: [], accounts: [], warnings: [], failed: new Set() };
  const asks = [
    ...unique(looks.payments, (look) => look.paymentId).map(([id, look]) => ({
      id,
      ask: async () => {
        const report = withReference(await chargeAt(look), look);
        fetched.charges.push(report);
        const refusals = await refusalsOfCharge(report);
        (fetched.refusals ??= []).push(...refusals);
      },
    })),
    ...unique(looks.setups, (look) => look.setupId).map(([id, look]) => ({
      id,
      ask: async () => {
        const report = await setupAt(look);
        fetched.setups.push(report);
        (fetched.refusals ??= []).push(...refusalsOfSetup(report));
      },
    })),
    ...[...new Set(looks.paymentMethodIds)].map((id) => ({
      id,
      ask: async () => void fetched.cards.push({ paymentMethodId: id, card: await fetchCard(id) }),
    })),
    ...[...new Set(looks.stripeAccountIds)].map((id) => ({
      id,
      ask: async () => void fetched.accounts.push(await fetchAccount(id)),
    })),
    ...[...new Set(looks.warningIds)].map((id) => ({
      id,
      ask: async () => void fetched.warnings.push(await fetchFraudWarning(id)),
    })),
  ];
  const next = async (): Promise<void> => {
    for (let one = asks.pop(); one; one = asks.pop()) {
      try {
        await one.ask();
      } catch (error) {
        log.warn('look.fetch_failed', { id: one.id, error: error instanceof Error ? error.name : '' });
        fetched.failed.add(one.id);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return fetched;
}

/** Few charges are disputed, so only for those the disputes are asked for. */
async function chargeAt(look: PaymentLook): Promise<ChargeReport> {
  const report = await reportAt(look);
  return report.isDisputed && report.chargeId ? { ...report, disputes: await fetchDisputes(report.chargeId) } : report;
}

async function reportAt(look: PaymentLook): Promise<ChargeReport> {
  if (look.way === 'checkout' && look.sessionId) return fetchCharge(look.sessionId);
  if (look.intentId) return fetchIntent(look.intentId);
  const found = look.search && (await findIntent({ ...look.search, paymentId: look.paymentId }));
  if (!found) throw new NothingThere();
  return found;
}

/** The processor knows nothing of it (yet): nothing is said about it either. */
class NothingThere extends Error {
  override name = 'NothingThere';
}

async function setupAt(look: SetupLook): Promise<SetupReport> {
  const report = await fetchSetup(look.sessionId);
  return report.setupId === look.setupId ? report : { ...report, setupId: null };
}

/** An object that names another payment than the one we looked for is nobody's report. */
function withReference(report: ChargeReport, look: PaymentLook): ChargeReport {
  return report.paymentId === look.paymentId ? report : { ...report, paymentId: null };
}

function unique<T>(looks: T[], idOf: (look: T) => string): [string, T][] {
  return [...new Map(looks.map((look) => [idOf(look), look]))];
}
