import { Icon } from '@/components/ui/icon';
import { CREATOR_KIND_NAMES, CREATOR_KINDS, type CreatorKind } from '@/lib/creators/input';

/** Search and kinds: a form that sends a query, and links; neither needs JavaScript. */
export function ExploreForm({ query, kind }: { query: string; kind: CreatorKind | undefined }) {
  return (
    <div className="mt-5 mb-8 grid gap-4">
      <form action="/explore" role="search" className="flex max-w-xl gap-2">
        <label htmlFor="explore-query" className="sr-only">
          Search creators
        </label>
        <input
          id="explore-query"
          type="search"
          name="q"
          defaultValue={query}
          maxLength={100}
          className="field"
          placeholder="Rivers, bread, synthesisers…"
        />
        {kind && <input type="hidden" name="kind" value={kind} />}
        <button type="submit" className="button shrink-0">
          <Icon name="search" /> Search
        </button>
      </form>
      <nav aria-label="Kinds">
        <ul className="-mx-1 flex flex-wrap gap-1.5">
          <KindLink query={query} name="All" chosen={!kind} />
          {CREATOR_KINDS.map((one) => (
            <KindLink key={one} query={query} kind={one} name={CREATOR_KIND_NAMES[one]} chosen={one === kind} />
          ))}
        </ul>
      </nav>
    </div>
  );
}

function KindLink(props: { query: string; kind?: CreatorKind; name: string; chosen: boolean }) {
  const search = new URLSearchParams({
    ...(props.query && { q: props.query }),
    ...(props.kind && { kind: props.kind }),
  }).toString();
  return (
    <li>
      <a
        href={search ? `/explore?${search}` : '/explore'}
        aria-current={props.chosen ? 'true' : undefined}
        className="inline-block rounded-full px-3 py-1.5 text-[0.9375rem] text-second hover:bg-copper-soft hover:text-ink aria-[current]:bg-copper-soft aria-[current]:font-semibold aria-[current]:text-ink"
      >
        {props.name}
      </a>
    </li>
  );
}

export function NoCreators() {
  return (
    <div className="empty text-center">
      <p>Nobody here by that word.</p>
      <p className="mt-3">
        <a href="/explore" className="text-link">
          Show everybody
        </a>
      </p>
    </div>
  );
}
