import { escapeHtml } from './escape-html';
import type { MailWords, ReceiptUrls } from './render-receipt-mail';

const SANS = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const SERIF = "Georgia,'Times New Roman',serif";

/**
 * The mail as HTML: tables and inline styles, because mail readers know little else; nothing is
 * loaded from anywhere. Readers that know `prefers-color-scheme` get the dark theme by the classes.
 */
export function receiptHtml(words: MailWords, urls: ReceiptUrls): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(words.heading)}</title>
<style>${STYLE}</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#fbf8f3">
${preview(words)}
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#fbf8f3">
<tr><td align="center" style="padding:28px 16px 40px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:480px;text-align:left;font-family:${SANS};font-size:16px;line-height:1.5">
<tr><td class="ink" style="${serif(20)};padding-bottom:24px">Tuppence</td></tr>
<tr><td><h1 class="ink" style="${serif(26)};margin:0 0 16px"><bdi>${escapeHtml(words.heading)}</bdi></h1></td></tr>
${thankYou(words)}<tr><td>${sheet(words)}</td></tr>
<tr><td class="second" style="color:#6b6056;padding:12px 0 0">${escapeHtml(words.note)}</td></tr>
<tr><td class="second" style="color:#6b6056;padding:12px 0 20px;font-size:14px">${facts(words)}</td></tr>
<tr><td>${links(words, urls)}</td></tr>
<tr><td class="second" style="color:#6b6056;padding-top:32px;font-size:13px">${escapeHtml(words.imprint)}. Who has the link to your receipt can read it. <a class="second" href="${escapeHtml(urls.feesUrl)}" style="color:#6b6056">How fees work</a></td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

/** What a list of mails shows after the subject. */
function preview({ total }: MailWords): string {
  return `<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(`${total.label} ${total.sum}`)}</div>`;
}

function thankYou(words: MailWords): string {
  if (!words.thankYou) return '';
  const said = escapeHtml(words.thankYou).replaceAll('\n', '<br>');
  return `<tr><td class="ink" dir="auto" style="color:#221c16;padding-bottom:20px">${said}</td></tr>\n`;
}

/** The receipt: a copper rule, lines, dashes, a total, and a torn edge where a reader can draw it. */
function sheet(words: MailWords): string {
  const rows = words.lines.map((line) => row(line.label, line.sum)).join('');
  const { label, sum } = words.total;
  return `<table class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#fffdf9;border-top:3px solid #a8521f">
<tbody>
<tr><td colspan="2" height="16"></td></tr>
${rows}<tr><td colspan="2" style="padding:10px 20px 8px"><div class="dashes" style="border-top:1px dashed #8c7f72;height:0;line-height:0"></div></td></tr>
<tr><th scope="row" class="ink" style="${cell('left')};color:#221c16;font-weight:600"><bdi>${escapeHtml(label)}</bdi></th><td class="ink" style="${cell('right')};${serif(26)};font-variant-numeric:lining-nums tabular-nums">${escapeHtml(sum)}</td></tr>
<tr><td colspan="2" height="16"></td></tr>
</tbody>
</table>
<div class="torn" style="height:8px;line-height:8px;font-size:0"></div>`;
}

function row(label: string, sum: string): string {
  return `<tr><th scope="row" class="second" style="${cell('left')};color:#6b6056;font-weight:400"><bdi>${escapeHtml(label)}</bdi></th><td class="ink" style="${cell('right')};color:#221c16;font-variant-numeric:lining-nums tabular-nums">${escapeHtml(sum)}</td></tr>\n`;
}

function cell(side: 'left' | 'right'): string {
  const padding = side === 'left' ? '4px 8px 4px 20px' : '4px 20px 4px 8px;white-space:nowrap';
  return `text-align:${side};vertical-align:baseline;padding:${padding}`;
}

function facts(words: MailWords): string {
  return [words.when, ...words.facts.map(([label, value]) => `${label}: ${value}`)].map(escapeHtml).join('<br>');
}

function links(words: MailWords, urls: ReceiptUrls): string {
  const button = `<a class="button" href="${escapeHtml(urls.receiptUrl)}" style="display:inline-block;background:#a8521f;color:#fffdf9;font-weight:600;text-decoration:none;padding:12px 20px;border-radius:14px">Open your receipt</a>`;
  const more = [
    urls.pdfUrl && link(urls.pdfUrl, 'Receipt as PDF'),
    link(urls.creatorUrl, `The page of ${words.creatorName}`),
  ].filter(Boolean);
  return `${button}<div style="padding-top:16px">${more.join(' &nbsp;·&nbsp; ')}</div>`;
}

function link(url: string, text: string): string {
  return `<a class="ink" href="${escapeHtml(url)}" style="color:#221c16"><bdi>${escapeHtml(text)}</bdi></a>`;
}

function serif(size: number): string {
  return `font-family:${SERIF};font-size:${size}px;line-height:1.2;font-weight:600;color:#221c16`;
}

const STYLE = `
.torn{background-color:#fffdf9;-webkit-mask:conic-gradient(from -45deg at bottom,#0000,#000 1deg 89deg,#0000 90deg) 50%/16px 100%;mask:conic-gradient(from -45deg at bottom,#0000,#000 1deg 89deg,#0000 90deg) 50%/16px 100%}
@media (prefers-color-scheme:dark){
.paper{background:#16120e!important}
.sheet{background:#1e1914!important;border-top-color:#e08a52!important}
.torn{background-color:#1e1914!important}
.ink{color:#f3ece2!important}
.second{color:#a89b8c!important}
.dashes{border-top-color:#85786a!important}
.button{background:#e08a52!important;color:#16120e!important}
}
`;
