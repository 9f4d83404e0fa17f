import { describe, expect, it } from 'vitest';
import { maskEmail } from '@/lib/mail';
import { renderReceiptMail } from '@/lib/receipts';
import { receiptView, urls } from './receipt-view.fixture';

const EVIL = `<img src=x onerror=alert(1)>"'&\u202e\u0000\r\nBcc: a@b.c`;

describe('the mail of a receipt', () => {
  it('says what was paid, what each fee took and what was received, in both forms', () => {
    const { subject, text, html } = renderReceiptMail(receiptView(), urls);
    expect(subject).toBe('Your tip to River Notes: $3.00');
    for (const part of ['You paid', '$3.00', 'Card fee', '\u2212$0.39', 'River Notes receives', '$2.61', '3A91C2-7F02BE', '21 November 2026, 14:05 UTC', 'Small Change Ltd']) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    expect(text).toContain(urls.receiptUrl);
  });

  it('says "about" while the fee is an estimate, and not afterwards', () => {
    expect(renderReceiptMail(receiptView({ isActual: false }), urls).text).toContain('Card fee, about');
    expect(renderReceiptMail(receiptView(), urls).text).not.toContain('about');
  });

  it('never calls a bank debit received before it settles', () => {
    const { subject, text } = renderReceiptMail(receiptView({ status: 'on_its_way', method: 'sepa_debit' }), urls);
    expect(subject).toBe('On its way to River Notes: $3.00');
    expect(text).toContain('Bank debit fee');
    expect(text).toContain('River Notes will receive');
    expect(text).not.toMatch(/You paid|River Notes receives +\$/);
  });

  it('says of a refund what came back, and thanks nobody for it', () => {
    const { text } = renderReceiptMail(receiptView({ status: 'refunded' }), urls);
    expect(text).toMatch(/Given back to you +\$3\.00/);
    expect(text).not.toContain('pencil');
  });

  it('shows a tip for the platform as a line of its own, and only when there is one', () => {
    const sums = { youPayMinor: 400, processorFeeMinor: 31, platformFeeMinor: 0, platformTipMinor: 100, creatorReceivesMinor: 269 };
    expect(renderReceiptMail(receiptView({ sums }), urls).text).toMatch(/Your tip for Tuppence +\u2212\$1\.00/);
    expect(renderReceiptMail(receiptView(), urls).text).not.toContain('Your tip for Tuppence');
  });

  it('shows whatever people typed as text and lets none of it into the head', () => {
    const view = receiptView({ creator: { name: EVIL, handle: 'evil' }, thankYou: EVIL, operatorName: EVIL, issuedTo: EVIL, method: EVIL, number: EVIL });
    const { subject, html } = renderReceiptMail(view, { ...urls, receiptUrl: `https://tuppence.example/"><script>` });
    expect(subject).not.toMatch(/[\r\n\u0000\u202e]/);
    expect(html).not.toMatch(/<img|<script|[\u0000\u202e]/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  });

  it('loads nothing from anywhere', () => {
    const { html } = renderReceiptMail(receiptView(), urls);
    expect(html).not.toMatch(/<(img|link|script|iframe)|url\(|@import|@font-face/i);
  });

  it('keeps sums in one column, also beside Japanese names', () => {
    const { text } = renderReceiptMail(receiptView({ creator: { name: '深夜製菓', handle: 'shinya' } }), urls);
    const line = text.split('\n').find((candidate) => candidate.startsWith('深夜製菓 receives')) ?? '';
    expect([...line].length + 4).toBe(36);
  });
});

describe('maskEmail', () => {
  it('keeps the first letter and the host', () => {
    expect(maskEmail('river@example.com')).toBe('r•••@example.com');
    expect(maskEmail('"a@b"@example.com')).toBe('"•••@example.com');
    for (const none of ['', '@', '@example.com', 'river']) expect(maskEmail(none)).toBe('•••');
  });
});
