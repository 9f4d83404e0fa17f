import type { Nodes, PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

export type LegalSpan = { kind: 'text' | 'strong' | 'break'; text: string } | { kind: 'link'; text: string; href: string };
export type LegalBlock =
  | { kind: 'heading'; level: 2 | 3; spans: LegalSpan[] }
  | { kind: 'paragraph'; spans: LegalSpan[] }
  | { kind: 'list'; ordered: boolean; items: LegalSpan[][] };

/**
 * A legal text as blocks to draw: headings, paragraphs, lists, bold, links. HTML and everything else
 * that Markdown knows is shown as the text it is, so that what an admin pastes can do nothing.
 */
export function readLegalText(body: string): LegalBlock[] {
  return fromMarkdown(body).children.flatMap(toBlocks);
}

function toBlocks(node: RootContent): LegalBlock[] {
  switch (node.type) {
    case 'heading':
      return [{ kind: 'heading', level: node.depth <= 2 ? 2 : 3, spans: spansOf(node.children) }];
    case 'paragraph':
      return [{ kind: 'paragraph', spans: spansOf(node.children) }];
    case 'list':
      return [{ kind: 'list', ordered: node.ordered ?? false, items: node.children.map((item) => item.children.flatMap(inLine)) }];
    case 'blockquote':
      return node.children.flatMap(toBlocks);
    case 'thematicBreak':
    case 'definition':
      return [];
    default:
      return [{ kind: 'paragraph', spans: [{ kind: 'text', text: plain(node) }] }];
  }
}

function inLine(node: RootContent): LegalSpan[] {
  return node.type === 'paragraph' ? spansOf(node.children) : [{ kind: 'text', text: plain(node) }];
}

function spansOf(nodes: PhrasingContent[]): LegalSpan[] {
  return nodes.map((node) => {
    if (node.type === 'break') return { kind: 'break', text: '\n' };
    if (node.type === 'strong') return { kind: 'strong', text: plain(node) };
    const href = node.type === 'link' ? safeHref(node.url) : null;
    return href ? { kind: 'link', text: plain(node), href } : { kind: 'text', text: plain(node) };
  });
}

/** Our own pages, https and mail; anything else stays text. */
function safeHref(url: string): string | null {
  if (/^\/(?![/\\])[\w/-]*$/.test(url)) return url;
  if (!URL.canParse(url)) return null;
  return ['https:', 'mailto:'].includes(new URL(url).protocol) ? url : null;
}

function plain(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(plain).join('') : '';
}
