import { Receipt, ReceiptLine, ReceiptTotal } from '@/components/ui/receipt';
import type { StatementWords } from '@/lib/receipts';

/** A month from gross to net, and from what was there to what is there. */
export function StatementPaper({ words }: { words: StatementWords }) {
  return (
    <Receipt open>
      {words.lines.map((line) => (
        <ReceiptLine key={line.label} {...line} />
      ))}
      <ReceiptTotal {...words.net} />
      {words.purse.map((line) => (
        <ReceiptLine key={line.label} {...line} />
      ))}
      <ReceiptTotal {...words.end} />
      {words.where.map((line) => (
        <ReceiptLine key={line.label} {...line} />
      ))}
    </Receipt>
  );
}
