import { door } from '@/app/door';
import { getDb } from '@/db/client';
import { env } from '@/lib/env';
import { countAttempt } from '@/lib/limits';
import { exportPerson } from '@/lib/privacy';

/** All that is held of whoever asks, as a file: made while it is sent, for this one answer, and kept nowhere. */
export const POST = door({ name: 'account.export', who: 'person', stepUp: true }, async ({ viewer }) => {
  const db = getDb();
  await countAttempt(db, { what: 'account.export', of: viewer.personId, perWindow: 10, windowSeconds: 3_600 });
  const now = new Date();
  const archive = await exportPerson(db, viewer.personId, now);
  return new Response(toStream(archive), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="tuppence-data-${now.toISOString().slice(0, 10)}.zip"`,
    },
  });
});

/** Where a fresh proof leads back to: the page with the button. */
export const GET = door({ name: 'account.export_page', who: 'person' }, () =>
  Promise.resolve(new Response(null, { status: 303, headers: { Location: new URL('/account/data', env().APP_URL).href } })),
);

/** Pulled as fast as the reader takes it; one who goes away ends it. */
function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: async (controller) => {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: async () => {
      await chunks.return(undefined);
    },
  });
}
