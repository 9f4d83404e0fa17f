import type { LegalBlock, LegalSpan } from '@/lib/legal';

/** A legal text with its version and day, set to be read. */
export function LegalPage(props: { title: string; edition: string; blocks: LegalBlock[] }) {
  return (
    <article className="legal shell">
      <header>
        <h1>{props.title}</h1>
        <p className="hint figures">{props.edition}</p>
      </header>
      <LegalBlocks blocks={props.blocks} />
    </article>
  );
}

/** The blocks alone, for a preview. */
export function LegalBlocks({ blocks }: { blocks: LegalBlock[] }) {
  return blocks.map((block, at) => <Block key={at} block={block} />);
}

function Block({ block }: { block: LegalBlock }) {
  if (block.kind === 'paragraph') return <p><Spans spans={block.spans} /></p>;
  if (block.kind === 'heading') {
    return block.level === 2 ? <h2><Spans spans={block.spans} /></h2> : <h3><Spans spans={block.spans} /></h3>;
  }
  const items = block.items.map((spans, at) => (
    <li key={at}>
      <Spans spans={spans} />
    </li>
  ));
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Spans({ spans }: { spans: LegalSpan[] }) {
  return spans.map((span, at) => {
    if (span.kind === 'break') return <br key={at} />;
    if (span.kind === 'strong') return <strong key={at}>{span.text}</strong>;
    if (span.kind !== 'link') return span.text;
    return (
      <a key={at} href={span.href} rel={span.href.startsWith('/') ? undefined : 'noopener nofollow'} className="text-link">
        {span.text}
      </a>
    );
  });
}
