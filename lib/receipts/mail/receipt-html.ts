import { buttonHtml, escapeHtml, frameHtml, linkHtml, paragraphHtml, sheetHtml } from '@/lib/mail';
import type { MailWords, ReceiptUrls } from './render-receipt-mail';

/** The mail as HTML, in the frame of all our mails (lib/mail). */
export function receiptHtml(words: MailWords, urls: ReceiptUrls): string {
  const { label, sum } = words.total;
  return frameHtml({
    heading: words.heading,
    preview: `${label} ${sum}`,
    blocks: [
      ...(words.thankYou ? [paragraphHtml(words.thankYou)] : []),
      sheetHtml(words.lines.map((line) => [line.label, line.sum]), [label, sum]),
      `<div style="height:12px;line-height:12px;font-size:0"></div>${paragraphHtml(words.note, 'second')}`,
      `<div class="second" style="color:#6b6056;padding:0 0 20px;font-size:14px">${facts(words)}</div>`,
      links(words, urls),
    ],
    foot: `${escapeHtml(words.imprint)}. Who has the link to your receipt can read it. ${linkHtml('How fees work', urls.feesUrl, 'second')}`,
  });
}

function facts(words: MailWords): string {
  return [words.when, ...words.facts.map(([label, value]) => `${label}: ${value}`)].map(escapeHtml).join('<br>');
}

function links(words: MailWords, urls: ReceiptUrls): string {
  const more = [
    urls.pdfUrl && linkHtml('Receipt as PDF', urls.pdfUrl),
    linkHtml(`The page of ${words.creatorName}`, urls.creatorUrl),
  ].filter(Boolean);
  return `${buttonHtml('Open your receipt', urls.receiptUrl)}<div style="padding-top:16px">${more.join(' &nbsp;·&nbsp; ')}</div>`;
}
