import type { Nodes, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { createElement, Fragment, type ReactNode } from 'react';

/** What is left of CommonMark: paragraphs, emphasis, links and lists. The rest stands as it was typed. */
const OFF = [
  'htmlFlow', 'htmlText', 'labelStartImage', 'headingAtx', 'setextUnderline', 'blockQuote', 'thematicBreak',
  'codeIndented', 'codeFenced', 'codeText', 'definition',
];
const LONGEST = 4_000;
const DEEPEST = 12;
const REMEMBERED = 500;

const remembered = new Map<string, ReactNode>();

/**
 * Short Markdown of strangers as elements, never as HTML: what is not known here cannot come out. A
 * text is read once and remembered, because a creator's page is drawn far more often than written.
 */
export function Markdown({ text }: { text: string }): ReactNode {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const { children } = fromMarkdown(text.slice(0, LONGEST), { extensions: [{ disable: { null: OFF } }] });
  const drawn = drawAll(children, 0);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(text, drawn);
  return drawn;
}

function drawAll(nodes: readonly RootContent[], depth: number): ReactNode[] {
  return nodes.map((node, at) => createElement(Fragment, { key: at }, draw(node, depth + 1)));
}

function draw(node: Nodes, depth: number): ReactNode {
  if (depth > DEEPEST) return plainText(node);
  switch (node.type) {
    case 'text':
      return node.value;
    case 'break':
      return <br />;
    case 'paragraph':
      return <p>{drawAll(node.children, depth)}</p>;
    case 'emphasis':
      return <em>{drawAll(node.children, depth)}</em>;
    case 'strong':
      return <strong>{drawAll(node.children, depth)}</strong>;
    case 'link':
      return drawLink(node.url, drawAll(node.children, depth));
    case 'list':
      return node.ordered ? <ol start={node.start ?? 1}>{drawAll(node.children, depth)}</ol> : <ul>{drawAll(node.children, depth)}</ul>;
    case 'listItem':
      return <li>{drawItem(node.children, node.spread === true, depth)}</li>;
    default:
      return plainText(node);
  }
}

/** In a list without empty lines between, an item is a line and no paragraph. */
function drawItem(nodes: readonly RootContent[], spread: boolean, depth: number): ReactNode {
  if (spread) return drawAll(nodes, depth);
  return drawAll(nodes.flatMap((node) => (node.type === 'paragraph' ? node.children : [node])), depth);
}

/** A link vouches for nobody; any other scheme than the web's is only its words. */
function drawLink(url: string, words: ReactNode): ReactNode {
  if (!/^https?:\/\/[^\s/]/i.test(url) || !URL.canParse(url)) return words;
  return (
    <a href={url} rel="noopener nofollow ugc">
      {words}
    </a>
  );
}

function plainText(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(plainText).join('') : '';
}
