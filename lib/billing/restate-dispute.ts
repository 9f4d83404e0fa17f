import { eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { disputeLine } from '@/db/schema';
import { deriveId } from '@/lib/ids';
import { account, excessDrafts, postLinesBySplit, referencedByDispute, restatedPosting } from '@/lib/income';
import type { TransferDraft } from '@/lib/ledger';
import { readStand, standDispute, type Dispute } from '@/lib/payments';
import { readRefundableLines, storeRefundedLines } from './refund-rows';
import { spreadDispute } from './spread-dispute';
import { pickTaken, takenParts, type TakenParts } from './taken-lines';

/** What a dispute has of a bill from now on, and the event that says so. Minor units. */
type Restated = {
  takenMinor: number;
  /** Names the event among those of its dispute. */
  name: string;
  happenedAt: Date;
  /** What of the processor's it follows: a movement of the dispute, or a refund. The first one stands under the dispute's own id. */
  externalRef: string | null;
  /** By line, what is about to go back to its fan: no dispute takes it. */
  spared?: ReadonlyMap<string, number>;
};

/**
 * Posts anew what a dispute has of a bill, line by line, in one transaction of the ledger: what was taken
 * returns, and what is taken now is taken, as far as the lines have any; the rest is the operator's. The
 * bill's lines and tips must be locked.
 */
export async function restateBillDispute(tx: Tx, { billId, dispute: { id, currency, stripeDisputeId } }: { billId: string; dispute: Pick<Dispute, 'id' | 'currency' | 'stripeDisputeId'> }, to: Restated): Promise<void> {
  const { posted, isFirst } = await readStand(tx, id);
  const lines = await readLifted(tx, billId, id, to.spared);
  const room = lines.map(({ lifted, sparedMinor }) => ({ ...lifted, refundedMinor: lifted.refundedMinor + sparedMinor }));
  const { parts, excessMinor } = spreadDispute(room, lines.map(({ had }) => had.amountMinor), to.takenMinor);
  const moved = lines.map((line, at) => ({ ...line, takenMinor: parts[at] ?? 0 })).filter(({ had, takenMinor }) => had.amountMinor > 0 || takenMinor > 0);
  const taken = moved.map(({ lifted: { owner }, had }) => pickTaken(posted, owner, had));
  const transactionId = deriveId(id, to.name);
  const event = {
    transactionId, currency, happenedAt: to.happenedAt,
    besides: excessDrafts(account('processor_costs', { owner: '', currency }), posted, excessMinor),
    named: (drafts: TransferDraft[]) => referencedByDispute(drafts, isFirst ? stripeDisputeId : to.externalRef),
  };
  const postings = await postLinesBySplit(tx, event, moved.map(({ lifted, ...of }) => ({ ...lifted, ...of })), 'creator_debt', (line, debtMinor, at) =>
    restatedPosting(line, taken[at] ?? [], { debtMinor, takenMinor: line.takenMinor, doneMinor: line.refundedMinor + line.disputedMinor }));
  await storeParts(tx, id, moved.map(({ lifted, takenMinor }, at) => ({ lineId: lifted.id, amountMinor: takenMinor, ...takenNow(postings[at]?.drafts ?? []) })));
  await storeRefundedLines(tx, moved.map(({ lifted, takenMinor }, at) => ({
    ...lifted,
    heldMinor: postings[at]?.heldMinor ?? lifted.heldMinor,
    availableMinor: postings[at]?.availableMinor ?? lifted.availableMinor,
    disputedMinor: lifted.disputedMinor + takenMinor,
  })));
  await standDispute(tx, id, { postingId: transactionId, excessMinor });
}

const NOTHING = { amountMinor: 0, heldMinor: 0, availableMinor: 0, debtMinor: 0, platformMinor: 0 };

/** The bill's lines as if the dispute had nothing of them (but for where their money lies), and what it has of each. */
async function readLifted(tx: Tx, billId: string, disputeId: string, spared: Restated['spared']) {
  const rows = await tx.select().from(disputeLine).where(eq(disputeLine.disputeId, disputeId));
  const byLine = new Map(rows.map((row) => [row.lineId, row]));
  return (await readRefundableLines(tx, billId)).map((line) => {
    const had = byLine.get(line.id) ?? NOTHING;
    return { had, sparedMinor: spared?.get(line.id) ?? 0, lifted: { ...line, disputedMinor: line.disputedMinor - had.amountMinor } };
  });
}

/** What the dispute has of a line now: what was given back in the same posting credits the line's accounts. */
function takenNow(drafts: Parameters<typeof takenParts>[0]): TakenParts {
  return takenParts(drafts.filter(({ credit }) => credit.kind === 'processor_clearing'));
}

async function storeParts(tx: Tx, disputeId: string, parts: readonly (TakenParts & { lineId: string; amountMinor: number })[]): Promise<void> {
  if (parts.length === 0) return;
  await tx.insert(disputeLine).values(parts.map((part) => ({ disputeId, mostMinor: part.amountMinor, ...part }))).onConflictDoUpdate({
    target: [disputeLine.disputeId, disputeLine.lineId],
    set: {
      amountMinor: sql`excluded.amount_minor`, heldMinor: sql`excluded.held_minor`, availableMinor: sql`excluded.available_minor`,
      debtMinor: sql`excluded.debt_minor`, platformMinor: sql`excluded.platform_minor`,
      mostMinor: sql`greatest(${disputeLine.mostMinor}, excluded.amount_minor)`,
    },
  });
}
