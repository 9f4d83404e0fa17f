import { csvAnswer } from '@/app/csv-answer';
import { getDb } from '@/db/client';
import { exportTips, readTipFilter } from '@/lib/earnings';
import { door } from '../../../door';

/** A creator's tips as a file, with the filters of the page it was asked from. */
export const GET = door({ name: 'tips.csv', who: 'creator' }, ({ request, viewer }) => {
  const filter = readTipFilter(Object.fromEntries(new URL(request.url).searchParams));
  return Promise.resolve(csvAnswer(exportTips(getDb(), viewer.creator.id, filter), 'tuppence-tips'));
});
