import { getDb } from '@/db/client';
import { askForHandle } from '@/lib/creators';
import { countAttempt } from '@/lib/limits';
import { door } from '../../door';

const LONGEST = 60;

/** Whether an address is free, while somebody types it; a hint for people who are signed in. */
export const GET = door({ name: 'handle.ask', who: 'person' }, async ({ request, viewer }) => {
  await countAttempt(getDb(), { what: 'handle.ask', of: viewer.personId, perWindow: 120, windowSeconds: 60 });
  const typed = new URL(request.url).searchParams.get('of')?.slice(0, LONGEST) ?? '';
  return Response.json(await askForHandle(getDb(), typed, viewer.creator?.id ?? null));
});
