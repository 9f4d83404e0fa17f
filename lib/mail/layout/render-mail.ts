import { env } from '@/lib/env';
import { cleanLines, cleanText, imprint } from './clean-text';
import { escapeHtml } from './escape-html';
import { buttonHtml, frameHtml, linkHtml, paragraphHtml, sheetHtml } from './frame-html';
import { sheetText, type SheetLine } from './sheet-text';

/** What a mail says, as plain text; both forms are cleaned and escaped here, by nobody else. */
export type MailWords = {
  /** The heading; often the subject too. */
  title: string;
  paragraphs: string[];
  /** Label and value, set as a receipt. */
  rows?: SheetLine[];
  /** The last line of that receipt, set large. */
  total?: [label: string, value: string];
  /** The one thing to do. */
  button?: { label: string; url: string };
  /** What else can be done, below the button. */
  links?: { label: string; url: string }[];
  /** What still matters, in small print: how long a link works, why this mail came. */
  foot?: string;
};

/** Any mail that is no receipt, in the look of the receipts: plain text, and HTML that loads nothing. */
export function renderMail(words: MailWords): { text: string; html: string } {
  const title = cleanText(words.title);
  const paragraphs = words.paragraphs.map(cleanLines).filter(Boolean);
  const rows = (words.rows ?? []).map(cleanLine);
  const total = words.total ? cleanPair(words.total) : null;
  const foot = [cleanText(words.foot ?? ''), `Sent by ${imprint(env().OPERATOR_NAME)}.`].filter(Boolean);
  const links = (words.links ?? []).map(({ label, url }) => ({ label: cleanText(label), url }));
  const hasSheet = rows.length > 0 || total !== null;
  const text = [
    title,
    ...paragraphs,
    hasSheet && sheetText(rows, total),
    words.button && `${cleanText(words.button.label)}:\n${words.button.url}`,
    links.map(({ label, url }) => `${label}: ${url}`).join('\n'),
    foot.join('\n'),
  ];
  const html = frameHtml({
    heading: title,
    preview: paragraphs[0] ?? title,
    blocks: [
      ...paragraphs.map((paragraph) => paragraphHtml(paragraph)),
      ...(hasSheet ? [`${sheetHtml(rows, total)}<div style="height:20px;line-height:20px;font-size:0"></div>`] : []),
      ...(words.button ? [`<div style="padding-top:4px">${buttonHtml(cleanText(words.button.label), words.button.url)}</div>`] : []),
      ...(links.length > 0 ? [`<div style="padding-top:16px">${links.map(({ label, url }) => linkHtml(label, url)).join('<br>')}</div>`] : []),
    ],
    foot: foot.map(escapeHtml).join('<br>'),
  });
  return { text: text.filter(Boolean).join('\n\n') + '\n', html };
}

function cleanLine([label, value, under]: SheetLine): SheetLine {
  return under === undefined ? cleanPair([label, value]) : [...cleanPair([label, value]), cleanText(under)];
}

function cleanPair([label, value]: [string, string]): [string, string] {
  return [cleanText(label), cleanText(value)];
}
