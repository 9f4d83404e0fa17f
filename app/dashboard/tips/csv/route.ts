import { getDb } from '@/db/client';
import { exportTips, readTipFilter } from '@/lib/earnings';
import { door } from '../../../door';

/** A creator's tips as a file, with the filters of the page it was asked from; written while it is read. */
export const GET = door({ name: 'tips.csv', who: 'creator' }, ({ request, viewer }) => {
  const filter = readTipFilter(Object.fromEntries(new URL(request.url).searchParams));
  const lines = exportTips(getDb(), viewer.creator.id, filter);
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(new TextEncoder().encode(value));
    },
    cancel: async () => {
      await lines.return();
    },
  });
  const day = new Date().toISOString().slice(0, 10);
  return Promise.resolve(
    new Response(body, {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="tuppence-tips-${day}.csv"`,
      },
    }),
  );
});
