import type { Route } from 'next';
import { redirect } from 'next/navigation';
import { foundHref, SearchResults } from '@/components/admin/search';
import { SearchKeyChoice } from '@/components/admin/search-key';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { findAnything, noteSearch } from '@/lib/admin';
import { loadAdmin, readQuery, type Asked } from '../load';

export const metadata = { title: 'Search' };

export default async function SearchRoute({ searchParams }: { searchParams: Asked }) {
  const { viewer } = await loadAdmin();
  const { q } = await readQuery(searchParams, 'q');
  const { found, by } = await findAnything(getDb(), q);
  if (q !== '' && by !== 'id') await noteSearch(viewer.personId, by);
  const [only, ...others] = found;
  if (only && others.length === 0) redirect(foundHref(only) as Route);
  return (
    <>
      <RoomHead title={q === '' ? 'Search' : `“${q}”`} />
      <Section title={q === '' ? 'Find anything' : 'Found'}>
        <SearchResults typed={q} found={found} />
      </Section>
      <SearchKeyChoice />
    </>
  );
}
