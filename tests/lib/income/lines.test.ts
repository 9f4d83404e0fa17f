import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collectedPosting, feePosting, refundPosting, releasePosting, returnedPosting, type IncomeLine, type Posting } from '@/lib/income/postings';
import { toSums } from '@/lib/tips/tip-sums';
import { transfersOf, type TransferInput } from '@/lib/ledger';

const owner = '018f0000-0000-7000-8000-000000000000';
const kinds = ['processor_clearing', 'creator_held', 'creator_available', 'creator_debt', 'platform_fees', 'platform_tips', 'processor_costs'] as const;
type Line = IncomeLine & { refundedMinor: number; feeMinor: number; feeBooked: boolean; refunds: { minor: number; posted: TransferInput[] }[] };
type Step = { kind: 'fee' | 'release' | 'refund' | 'return'; line: number; part: number };

const lineOf = fc.record({ grossMinor: fc.integer({ min: 50, max: 20_000 }), platformTipMinor: fc.integer({ min: 0, max: 500 }), basisPoints: fc.integer({ min: 0, max: 1_000 }), feePercent: fc.integer({ min: 0, max: 60 }) });
const stepOf = fc.record({ kind: fc.constantFrom('fee', 'release', 'refund', 'refund', 'return' as const), line: fc.nat(2), part: fc.integer({ min: 1, max: 100 }) });

/** The books of one creator with three tips, moved by the rules alone. */
class Books {
  readonly net = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<(typeof kinds)[number], number>;
  readonly lines: Line[];
  private events = 0;

  constructor(lines: { grossMinor: number; platformTipMinor: number; basisPoints: number; feePercent: number }[]) {
    this.lines = lines.map(({ basisPoints, feePercent, ...amounts }) => ({
      owner, currency: 'USD', ...amounts,
      platformFeeMinor: Math.floor((amounts.grossMinor * basisPoints) / 10_000),
      feeMinor: Math.floor(((amounts.grossMinor + amounts.platformTipMinor) * feePercent) / 100),
      heldMinor: 0, availableMinor: 0, refundedMinor: 0, feeBooked: false, refunds: [],
    }));
    this.lines.forEach((line, at) => this.post(line, collectedPosting(line, `ch_${at}`)));
  }

  step({ kind, line: at, part }: Step): void {
    const line = this.lines[at];
    if (!line) return;
    const others = this.lines.filter((each) => each !== line).map(({ heldMinor, availableMinor }) => [heldMinor, availableMinor]);
    if (kind === 'fee' && !line.feeBooked) this.fee(line);
    if (kind === 'release' && line.feeBooked && line.heldMinor > 0) this.post(line, releasePosting(line, this.net.creator_debt));
    if (kind === 'refund') this.refund(line, part);
    if (kind === 'return') this.sendBack(line);
    expect(this.lines.filter((each) => each !== line).map(({ heldMinor, availableMinor }) => [heldMinor, availableMinor])).toEqual(others);
  }

  fee(line: Line): void {
    line.feeBooked = true;
    this.post(line, feePosting(line, line.feeMinor, 'txn', this.funds()));
  }

  refund(line: Line, part: number): void {
    const open = line.grossMinor + line.platformTipMinor - line.refundedMinor;
    const minor = Math.ceil((open * part) / 100);
    if (minor === 0) return;
    const posted = this.post(line, refundPosting(line, minor, line.refundedMinor, 're', this.funds()));
    line.refundedMinor += minor;
    line.refunds.push({ minor, posted });
  }

  private sendBack(line: Line): void {
    const last = line.refunds.pop();
    if (!last) return;
    this.post(line, returnedPosting(line, last.posted, this.net.creator_debt, 'txn_failed'));
    line.refundedMinor -= last.minor;
  }

  private post(line: Line, posting: Posting): TransferInput[] {
    for (const { debit, credit, amountMinor } of posting.drafts) {
      expect(amountMinor).toBeGreaterThan(0);
      for (const kind of kinds) this.net[kind] += (debit.kind === kind ? amountMinor : 0) - (credit.kind === kind ? amountMinor : 0);
    }
    line.heldMinor = posting.heldMinor;
    line.availableMinor = posting.availableMinor;
    this.events += 1;
    const transactionId = `018f0000-0000-7000-8000-${String(this.events).padStart(12, '0')}`;
    return transfersOf({ transactionId, currency: 'USD', happenedAt: new Date(0) }, posting.drafts);
  }

  private funds(): number {
    return 0 - this.net.creator_available;
  }
}

it('three tips of one creator, their fees, holds, refunds and refunds sent back in any order: each line pays for itself, and the lines sum to the books', () => {
  fc.assert(
    fc.property(fc.array(lineOf, { minLength: 3, maxLength: 3 }), fc.array(stepOf, { maxLength: 25 }), (amounts, steps) => {
      const books = new Books(amounts);
      for (const step of steps) {
        books.step(step);
        const sum = (of: 'heldMinor' | 'availableMinor') => books.lines.reduce((all, line) => all + line[of], 0);
        expect([sum('heldMinor'), sum('availableMinor')]).toEqual([0 - books.net.creator_held, 0 - books.net.creator_available]);
        expect(Math.min(...books.lines.flatMap(({ heldMinor, availableMinor }) => [heldMinor, availableMinor]), books.net.creator_debt)).toBeGreaterThanOrEqual(0);
      }
      books.lines.filter((line) => !line.feeBooked).forEach((line) => books.fee(line));
      // What the dashboard and the CSV call net is what the ledger says, over all tips.
      const nets = books.lines.reduce((all, line) => all + toSums({ ...line, processorFeeEstimateMinor: 0 }, line.feeMinor).netMinor, 0);
      expect(nets).toBe(0 - books.net.creator_held - books.net.creator_available - books.net.creator_debt);
      for (const line of books.lines) if (line.refundedMinor < line.grossMinor + line.platformTipMinor) books.refund(line, 100);
      expect(books.net.processor_clearing).toBe(0 - books.lines.reduce((all, line) => all + line.feeMinor, 0));
      expect(books.net.platform_fees).toBe(0);
      expect(books.net.platform_tips).toBe(0);
    }),
    { numRuns: 2_000 },
  );
});
