import { describe, expect, it } from 'vitest';
import { renderReceiptPdf } from '@/lib/receipts';
import { sans, serif, toRuns, isLegible } from '@/lib/receipts/pdf/faces';
import { receiptView } from './receipt-view.fixture';
import { expectAnyReceiptPdf } from './typed-by-people';

describe('the PDF of a receipt', () => {
  it('is one tagged page with a title, a language and its own fonts', async () => {
    const pdf = (await renderReceiptPdf(receiptView())).toString('latin1');
    expect(pdf.startsWith('%PDF-1.7')).toBe(true);
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(pdf).toContain('/StructTreeRoot');
    expect(pdf).toContain('/Lang (en)');
    expect(pdf).toContain('/DisplayDocTitle true');
    expect(pdf).toContain('Fraunces-SemiBold');
    expect(pdf).toContain('InstrumentSans-Regular');
    expect(pdf).not.toMatch(/Helvetica|\/JavaScript|\/URI/);
  });

  it('is the same bytes whenever it is made again', async () => {
    const [first, second] = [await renderReceiptPdf(receiptView()), await renderReceiptPdf(receiptView())];
    expect(first.equals(second)).toBe(true);
  });

  it('sets names in Polish, Greek, Cyrillic, Vietnamese, Hindi and Japanese, rare letters too', () => {
    for (const name of ['Łódź, Gdańsk', 'Ελληνικά', 'Кирилица', 'Tiếng Việt', 'हिन्दी', '深夜製菓 山﨑・髙橋ー々']) {
      expect(toRuns(name, serif).map((run) => run.text).join('')).toBe(name);
      expect(toRuns(name, sans).map((run) => run.text).join('')).toBe(name);
    }
  });

  it('sets an ellipsis, and never an empty box, for letters it has no file for', () => {
    expect(toRuns('Ann 🎸👩‍👩‍👧 한국', serif).map((run) => run.text).join('')).toBe('Ann … ');
    expect(isLegible('مرحبا', serif)).toBe(false);
  });

  it('names the handle where nothing of the name can be set', async () => {
    const arabic = await renderReceiptPdf(receiptView({ creator: { name: 'مرحبا', handle: 'marhaba' } }));
    expect(arabic.toString('latin1')).toContain('marhaba');
  });

  // Many more of them: tests/long/receipts.test.ts.
  it('can be made of whatever people typed', () => expectAnyReceiptPdf(12), 60_000);
});
