import { closeDb, getDb } from '@/db/client';
import { billLedgerChecks } from '@/lib/billing';
import { reportVerification } from '@/lib/ledger';
import { payoutLedgerChecks } from '@/lib/payouts';
import { tipLedgerChecks } from '@/lib/tips';

// `npm run ledger:verify`: the ledger's own invariants and those of every domain that posts. The
// exit code is the answer.
try {
  process.exitCode = await reportVerification(getDb(), [...tipLedgerChecks, ...billLedgerChecks, ...payoutLedgerChecks], (line) => process.stdout.write(`${line}\n`));
} finally {
  await closeDb();
}
