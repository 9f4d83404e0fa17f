import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderBillMail, renderBillPdf, sumBill, wordBill, wordDays, wordLine } from '@/lib/receipts';
import { billUrls, billView } from './bill-view.fixture';
import { EVIL, expectAnyBillPdf } from './typed-by-people';

const [line] = billView().lines;
if (!line) throw new Error('the fixture has lines');

describe('what a line pays for', () => {
  it('names its days with the last one that is paid, not the first that is not', () => {
    expect(wordLine({ kind: 'pledge_month', fromOn: '2026-11-21', untilOn: '2026-12-21' })).toBe('Pledge, 21 Nov – 20 Dec');
    expect(wordLine({ kind: 'pledge_days', fromOn: '2026-11-12', untilOn: '2026-11-21' })).toBe('Days of a pledge, 12 – 20 Nov');
    expect(wordLine({ kind: 'pledge_raise', fromOn: '2026-11-20', untilOn: '2026-11-21' })).toBe('More for a pledge, 20 Nov');
    expect(wordLine({ kind: 'tip', fromOn: null, untilOn: null })).toBe('Tip');
  });

  it('says the year where the days lie in two, and knows 29 February', () => {
    expect(wordDays('2026-12-21', '2027-01-21')).toBe('21 Dec 2026 – 20 Jan 2027');
    expect(wordDays('2028-02-28', '2028-03-01')).toBe('28 – 29 Feb');
  });
});

describe('the receipt of a bill', () => {
  it('shows ten dollars, the fee of 59¢ and what of each dollar arrives: nine times 94¢, once 95¢', () => {
    const words = wordBill(billView());
    expect(words.paid).toEqual({ label: 'You paid', sum: '$10.00' });
    expect(words.fees.map(({ label, sum }) => `${label} ${sum}`)).toEqual(['Card fee \u2212$0.59', 'Tuppence fee $0.00']);
    expect(words.received).toEqual({ label: '10 creators receive', sum: '$9.41' });
    expect(words.lines.map(({ received }) => received)).toEqual([...Array<string>(9).fill('$0.94 arrives'), '$0.95 arrives']);
  });

  it('has sums that are those of its lines, whatever the lines', () => {
    const cents = fc.integer({ min: 0, max: 1_000_000 });
    const anyLine = fc.record({ amountMinor: cents, feeShareMinor: cents, platformFeeMinor: cents }).map((sums) => ({ ...line, ...sums }));
    fc.assert(
      fc.property(fc.array(anyLine), (lines) => {
        const sums = sumBill(lines);
        expect(sums.processorFeeMinor + sums.platformFeeMinor + sums.creatorsReceiveMinor).toBe(sums.youPayMinor);
      }),
    );
  });

  it('says "about" of every share while the fee is an estimate, and of none afterwards', () => {
    const estimated = wordBill(billView({ isActual: false }));
    expect(estimated.fees[0]?.label).toBe('Card fee, about');
    expect(estimated.lines[0]?.received).toBe('about $0.94 arrives');
    expect(JSON.stringify(wordBill(billView()))).not.toContain('about');
  });

  it('says what was given back', () => {
    const words = wordBill(billView({ lines: [{ ...line, refundedMinor: 100 }, { ...line, refundedMinor: 40 }] }));
    expect(words.lines.map(({ received }) => received)).toEqual(['given back to you', '$0.40 of it was given back']);
    expect(words.fees[0]).toEqual({ label: 'Came back to you', sum: '\u2212$1.40' });
    expect(words.note).toContain('Part of it was given back');
  });

  it('says of what went back whole that the creators bear its card fee, and of what a bank took in part how much', () => {
    const whole = { ...line, refundedMinor: 0, disputedMinor: 100, platformFeeMinor: 0, feeShareMinor: 6 };
    expect(wordBill(billView({ takenBack: 'with_bank', lines: [whole, { ...whole, creator: { name: 'B', handle: 'b' } }] })).received).toEqual({ label: '2 creators receive nothing, and bear', sum: '$0.12' });
    const part = wordBill(billView({ takenBack: 'in_part', lines: [{ ...whole, refundedMinor: 20, disputedMinor: 40 }] }));
    expect(part.lines[0]?.received).toBe('$0.20 given back, $0.40 taken back by your bank');
    expect(part.received).toEqual({ label: 'The creator receives', sum: '$0.34' });
    expect(part.note).toContain('gave a part of the payment back to you and left the rest');
  });
});

describe('the mail of a bill', () => {
  it('names every line, the sums, the card and the number, in both forms', () => {
    const { subject, text, html } = renderBillMail(billView(), billUrls);
    expect(subject).toBe('Your receipt: $10.00 for 10 creators');
    for (const part of ['Creator 7', 'Pledge, 21 Nov – 20 Dec · $0.94 arrives', 'You paid', '$10.00', '\u2212$0.59', '$9.41', 'Visa •••• 4242', '3A91C2-7F02BE', '21 November 2026, 20:05 UTC', 'Small Change Ltd']) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    for (const url of Object.values(billUrls)) expect(text).toContain(url);
  });

  it('names the one creator of a bill of one', () => {
    expect(renderBillMail(billView({ lines: [line] }), billUrls).subject).toBe('Your receipt: $1.00 for Creator 1');
  });

  it('shows whatever people typed as text and lets none of it into the head', () => {
    const view = billView({ lines: [{ ...line, creator: { name: EVIL, handle: 'evil' } }], paidBy: EVIL, operatorName: EVIL, issuedTo: EVIL });
    const { subject, html } = renderBillMail(view, billUrls);
    expect(subject).not.toMatch(/[\r\n\u0000\u202e]/);
    expect(html).not.toMatch(/<img|<script|[\u0000\u202e]/);
    expect(html).not.toMatch(/<(link|iframe)|url\(|@import/i);
  });
});

describe('the PDF of a bill', () => {
  it('is one tagged page for fifteen lines, with its own fonts, and the same bytes every time', async () => {
    const view = billView();
    const pdf = await renderBillPdf({ ...view, lines: [...view.lines, ...view.lines.slice(0, 5)] });
    const text = pdf.toString('latin1');
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(text).toContain('/StructTreeRoot');
    expect(text).not.toMatch(/Helvetica|\/JavaScript|\/URI/);
    expect((await renderBillPdf(view)).equals(await renderBillPdf(view))).toBe(true);
  });

  it('takes another page where one would become longer than a reader need take', async () => {
    const pdf = await renderBillPdf(billView({ lines: Array.from({ length: 600 }, () => line) }));
    const heights = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/g)].map(([, height]) => Number(height));
    expect(heights.length).toBeGreaterThan(1);
    expect(Math.max(...heights)).toBeLessThan(14_400);
  }, 30_000);

  it('can be made of whatever people typed', () => expectAnyBillPdf(8), 60_000);
});
