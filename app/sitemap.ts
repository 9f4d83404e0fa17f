import type { MetadataRoute } from 'next';
import { connection } from 'next/server';
import { getDb } from '@/db/client';
import { listCreators } from '@/lib/creators';
import { env } from '@/lib/env';

/** Newest pages first; the protocol ends a file at 50,000 addresses. */
const MOST_PAGES = 10_000;
const OWN = ['/', '/explore', '/fees', '/payouts', '/terms', '/privacy', '/imprint'];

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection();
  const { creators } = await listCreators(getDb(), { limit: MOST_PAGES });
  const paths = [...OWN, ...creators.map((creator) => `/${creator.handle}`)];
  return paths.map((path) => ({ url: new URL(path, env().APP_URL).href }));
}
