import { closeDb, getDb } from '@/db/client';
import { reportVerification } from './report-verification';

// `npm run ledger:verify`: the ledger's own invariants. The exit code is the answer.
try {
  process.exitCode = await reportVerification(getDb(), [], (line) => process.stdout.write(`${line}\n`));
} finally {
  await closeDb();
}
