import type { Visibility } from '@/lib/tips/input';

export type Words = { name: string | null; message: string | null; visibility: Visibility };

/** What a fan wrote and who sees it, as it will stand. */
export function TipWords({ words, creatorName }: { words: Words; creatorName: string }) {
  return (
    <div className="grid gap-2">
      {words.message && (
        <blockquote
          dir="auto"
          className="border-s-3 border-accent ps-4 whitespace-pre-line [overflow-wrap:anywhere]"
        >
          {words.message}
        </blockquote>
      )}
      <p className="hint">{sentence(words, creatorName)}</p>
    </div>
  );
}

function sentence({ name, visibility }: Words, creatorName: string) {
  const who = name ? <bdi className="font-medium text-ink">{name}</bdi> : '“Somebody”';
  if (visibility === 'public') return <>On the page for everyone, from {who}.</>;
  if (visibility === 'anonymous') return <>{creatorName} sees the amount and the message, not who you are.</>;
  return <>Only {creatorName} sees it{name && <>, from {who}</>}. The page shows none of it.</>;
}
