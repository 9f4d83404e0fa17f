import { escapeHtml } from './escape-html';
import type { SheetLine } from './sheet-text';

const SANS = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const SERIF = "Georgia,'Times New Roman',serif";

/** What stands in the frame of every mail; `blocks` and `foot` are HTML already, all else is text. */
export type MailFrame = {
  heading: string;
  /** What a list of mails shows after the subject. */
  preview: string;
  /** One block under another, each drawn by a function of this file or escaped by its maker. */
  blocks: string[];
  foot: string;
};

/**
 * The frame of every mail as HTML: tables and inline styles, because mail readers know little else;
 * nothing is loaded from anywhere. Readers that know `prefers-color-scheme` get the dark theme by
 * the classes.
 */
export function frameHtml({ heading, preview, blocks, foot }: MailFrame): string {
  const rows = blocks.map((block) => `<tr><td>${block}</td></tr>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(heading)}</title>
<style>${STYLE}</style>
</head>
<body class="paper" style="margin:0;padding:0;background:#fbf8f3">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#fbf8f3">
<tr><td align="center" style="padding:28px 16px 40px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:480px;text-align:left;font-family:${SANS};font-size:16px;line-height:1.5">
<tr><td class="ink" style="${serif(20)};padding-bottom:24px">Tuppence</td></tr>
<tr><td><h1 class="ink" style="${serif(26)};margin:0 0 16px"><bdi>${escapeHtml(heading)}</bdi></h1></td></tr>
${rows}
<tr><td class="second" style="color:#6b6056;padding-top:32px;font-size:13px">${foot}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

/** A paragraph of what people or we wrote, its line breaks kept. */
export function paragraphHtml(text: string, tone: 'ink' | 'second' = 'ink'): string {
  const color = tone === 'ink' ? '#221c16' : '#6b6056';
  const said = escapeHtml(text).replaceAll('\n', '<br>');
  return `<p class="${tone}" dir="auto" style="color:${color};margin:0 0 16px">${said}</p>`;
}

/** The receipt: a copper rule, lines, dashes, a total, and a torn edge where a reader can draw it. */
export function sheetHtml(lines: SheetLine[], total: [label: string, value: string] | null): string {
  const rows = lines.map(lineHtml).join('');
  return `<table class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#fffdf9;border-top:3px solid #a8521f">
<tbody>
<tr><td colspan="2" height="16"></td></tr>
${rows}${total ? totalHtml(total) : ''}<tr><td colspan="2" height="16"></td></tr>
</tbody>
</table>
<div class="torn" style="height:8px;line-height:8px;font-size:0"></div>`;
}

/** The one thing to do, as a button. */
export function buttonHtml(label: string, url: string): string {
  return `<a class="button" href="${escapeHtml(url)}" style="display:inline-block;background:#a8521f;color:#fffdf9;font-weight:600;text-decoration:none;padding:12px 20px;border-radius:14px">${escapeHtml(label)}</a>`;
}

/** A link within a line of text. */
export function linkHtml(label: string, url: string, tone: 'ink' | 'second' = 'ink'): string {
  const color = tone === 'ink' ? '#221c16' : '#6b6056';
  return `<a class="${tone}" href="${escapeHtml(url)}" style="color:${color}"><bdi>${escapeHtml(label)}</bdi></a>`;
}

function lineHtml([label, value, under]: SheetLine): string {
  const name = under === undefined ? 'class="second" style="color:#6b6056;font-weight:400"' : 'class="ink" style="color:#221c16;font-weight:600"';
  const more = under === undefined ? '' : `<div class="second" style="color:#6b6056;font-size:14px;font-weight:400"><bdi>${escapeHtml(under)}</bdi></div>`;
  return `<tr><th scope="row" style="${cell('left')}"><span ${name}><bdi>${escapeHtml(label)}</bdi></span>${more}</th><td class="ink" style="${cell('right')};${wrap(value)}color:#221c16;font-variant-numeric:lining-nums tabular-nums"><bdi>${escapeHtml(value)}</bdi></td></tr>\n`;
}

function totalHtml([label, value]: [string, string]): string {
  return `<tr><td colspan="2" style="padding:10px 20px 8px"><div class="dashes" style="border-top:1px dashed #8c7f72;height:0;line-height:0"></div></td></tr>
<tr><th scope="row" class="ink" style="${cell('left')};color:#221c16;font-weight:600"><bdi>${escapeHtml(label)}</bdi></th><td class="ink" style="${cell('right')};white-space:nowrap;${serif(26)};font-variant-numeric:lining-nums tabular-nums"><bdi>${escapeHtml(value)}</bdi></td></tr>
`;
}

function cell(side: 'left' | 'right'): string {
  return `text-align:${side};vertical-align:baseline;padding:${side === 'left' ? '4px 8px 4px 20px' : '4px 20px 4px 8px'}`;
}

/** Sums and days stay in one piece; addresses may break. */
function wrap(value: string): string {
  return value.length <= 20 ? 'white-space:nowrap;' : 'overflow-wrap:anywhere;';
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
