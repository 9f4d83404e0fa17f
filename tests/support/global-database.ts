/**
 * Sees that there is a PostgreSQL server to make test databases on: the one that `DATABASE_URL`
 * names, else an embedded one for this run, gone with it.
 */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.DATABASE_URL) return undefined;
  const { openThrowawayDatabase } = await import('../../scripts/lib/database.mjs');
  const { endGuard, startGuard } = await import('../../scripts/lib/guard-client.mjs');
  startGuard();
  const database = await openThrowawayDatabase();
  process.env.DATABASE_URL = database.url;
  return async () => {
    await database.close();
    await endGuard();
  };
}
