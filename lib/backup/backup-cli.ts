import path from 'node:path';
import { closeDb, getDb } from '@/db/client';
import { backup } from '@/db/schema';
import { env } from '@/lib/env';
import { isRefusal } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { writeBackup } from './write-backup';

/** `npm run backup [-- <folder or file>]`: one file with everything, read back before it is said to be there. */
async function main([target = path.join(process.env.TUPPENCE_DATA ?? '.data', 'backups')]: string[]): Promise<void> {
  const takenAt = new Date();
  const { s3, MEDIA_DIR } = env();
  const file = path.resolve(target.endsWith('.backup') ? target : path.join(target, `tuppence-${takenAt.toISOString().replaceAll(':', '-').slice(0, 19)}Z.backup`));
  const written = await writeBackup({ databaseUrl: process.env.DATABASE_URL ?? '', file, mediaDir: s3 ? null : MEDIA_DIR, takenAt });
  await getDb().insert(backup).values({ id: newId(), takenAt, rowCount: written.rows, byteCount: written.bytes });
  console.log(JSON.stringify({ backup: file, ...written }));
  if (s3) console.error('Pictures lie in your S3-compatible store and are not in this file: keep versions of them there.');
  console.error('Keep it where this machine is not, encrypted: it holds everything. AUTH_SECRET is not in it; without that secret second factors and mailed links do not work again.');
}

main(process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(isRefusal(error) ? error.sentence : error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(closeDb);
