import { csvAnswer } from '@/app/csv-answer';
import { door } from '@/app/door';
import { getDb } from '@/db/client';
import { exportPledgers } from '@/lib/earnings';

/** Those who pledge to a creator, or did, as a file. */
export const GET = door({ name: 'supporters.csv', who: 'creator' }, ({ viewer }) =>
  Promise.resolve(csvAnswer(exportPledgers(getDb(), viewer.creator.id), 'tuppence-pledges')),
);
