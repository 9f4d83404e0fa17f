import path from 'node:path';
import { closeDb, getDb } from '@/db/client';
import { env } from '@/lib/env';
import { isRefusal } from '@/lib/errors';
import { domainLedgerChecks } from '@/lib/jobs';
import { reportVerification } from '@/lib/ledger';
import { restoreBackup } from './restore-backup';

/** `npm run restore -- <file>`: a backup into an empty database, then every invariant of the books. */
async function main([file]: string[]): Promise<void> {
  if (!file) throw new Error('npm run restore -- <file.backup>');
  const { s3, MEDIA_DIR } = env();
  const restored = await restoreBackup({ databaseUrl: process.env.DATABASE_URL ?? '', file: path.resolve(file), mediaDir: s3 ? null : MEDIA_DIR, now: new Date() });
  console.log(JSON.stringify({ restored: path.resolve(file), ...restored }));
  process.exitCode = await reportVerification(getDb(), domainLedgerChecks, (line) => process.stdout.write(`${line}\n`));
  console.error('Now, before anything else runs: npm run job -- reconcile, which fetches what Stripe moved since, and look at /admin/reconciliation.');
}

main(process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(isRefusal(error) ? error.sentence : error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(closeDb);
