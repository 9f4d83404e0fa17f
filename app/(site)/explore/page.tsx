import type { Metadata } from 'next';
import { CreatorGrid } from '@/components/creators/creator-card';
import { ExploreForm, NoCreators } from '@/components/creators/explore';
import { getDb } from '@/db/client';
import { CREATOR_KIND_NAMES, isCreatorKind, listCreators } from '@/lib/creators';

const LONGEST_QUERY = 100;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = {
  title: 'Explore',
  description: 'Writers, bakers, maintainers, choirs: people to give a dollar to.',
};

export default async function ExploreRoute({ searchParams }: Props) {
  const asked = await searchParams;
  const query = single(asked.q);
  const kind = isCreatorKind(asked.kind) ? asked.kind : undefined;
  const { creators, next } = await listCreators(getDb(), { query, kind, after: single(asked.after) });
  return (
    <div className="shell pt-4 sm:pt-8">
      <h1 className="text-3xl sm:text-4xl">Explore</h1>
      <ExploreForm query={query} kind={kind} />
      <h2 className="sr-only">Creators</h2>
      {creators.length === 0 ? (
        <NoCreators />
      ) : (
        <CreatorGrid
          creators={creators.map((creator) => ({ ...creator, kindName: CREATOR_KIND_NAMES[creator.kind] }))}
        />
      )}
      {next && (
        <p className="mt-8 text-center">
          <a href={`/explore?${nextQuery(query, kind, next)}`} className="button button-plain">
            Older pages
          </a>
        </p>
      )}
    </div>
  );
}

/** A name sent twice is no search of ours. */
function single(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value.slice(0, LONGEST_QUERY) : '';
}

function nextQuery(query: string, kind: string | undefined, after: string): string {
  return new URLSearchParams({ ...(query && { q: query }), ...(kind && { kind }), after }).toString();
}
