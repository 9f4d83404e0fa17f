import { door } from '@/app/door';
import { getDb } from '@/db/client';
import { exportPledgers } from '@/lib/earnings';

/** Those who pledge to a creator, or did, as a file; written while it is read. */
export const GET = door({ name: 'supporters.csv', who: 'creator' }, ({ viewer }) => {
  const lines = exportPledgers(getDb(), viewer.creator.id);
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
  return Promise.resolve(
    new Response(body, {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="tuppence-supporters-${new Date().toISOString().slice(0, 10)}.csv"`,
      },
    }),
  );
});
