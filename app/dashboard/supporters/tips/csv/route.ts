import { csvAnswer } from '@/app/csv-answer';
import { door } from '@/app/door';
import { getDb } from '@/db/client';
import { exportSupporters } from '@/lib/earnings';

/** Those who tipped a creator, as a file. */
export const GET = door({ name: 'supporters.tips.csv', who: 'creator' }, ({ viewer }) =>
  Promise.resolve(csvAnswer(exportSupporters(getDb(), viewer.creator.id), 'tuppence-supporters')),
);
