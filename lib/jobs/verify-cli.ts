import { closeDb, getDb } from '@/db/client';
import { reportVerification } from '@/lib/ledger';
import { domainLedgerChecks } from './ledger-checks';

// `npm run ledger:verify`: the ledger's own invariants and those of every domain that posts. The
// exit code is the answer.
try {
  process.exitCode = await reportVerification(getDb(), domainLedgerChecks, (line) => process.stdout.write(`${line}\n`));
} finally {
  await closeDb();
}
