import { closeDb } from '@/db/client';
import { draftBills } from '@/lib/billing';
import { chargedReports, eveningOf, FIRST_DAY, settleAll } from './billing-world';

// A program of its own, so that its peak of memory is that of one evening: drafts all bills that
// are due and settles them, then says how many kilobytes it had at most.
const now = eveningOf(FIRST_DAY);
await draftBills(now);
for (let reports = await chargedReports(now, 1_000); reports.length > 0; reports = await chargedReports(now, 1_000)) await settleAll(reports, now);
process.stdout.write(`${process.resourceUsage().maxRSS}\n`);
await closeDb();
process.exit(0);
