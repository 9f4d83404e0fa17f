import type { MetadataRoute } from 'next';
import { connection } from 'next/server';
import { env } from '@/lib/env';

/** What search engines may read: public pages, and nothing that belongs to one person. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  await connection();
  return {
    rules: { userAgent: '*', disallow: ['/api/', '/mailbox', '/receipts/', '/bills/', '/appeal/', '/pledges/', '/report/', '/*/tip/'] },
    sitemap: new URL('/sitemap.xml', env().APP_URL).href,
  };
}
