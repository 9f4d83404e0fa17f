import { z } from 'zod';
import { currentClient } from '@/lib/auth';
import { answerPuzzle, makePuzzle } from '@/lib/defence';
import { readForm } from '@/lib/forms';
import { keepPass } from '../../card-source';
import { door } from '../../door';

const NEVER_STORED = { headers: { 'Cache-Control': 'private, no-store' } };

/** A puzzle for the browser that is asked for a proof (components/ui/challenge.ts). */
export const GET = door({ name: 'challenge.ask', who: 'anyone' }, async () => {
  const { connection } = await currentClient();
  return Response.json(await makePuzzle(connection), NEVER_STORED);
});

const answer = z.strictObject({ puzzle: z.string().max(300), solution: z.string().max(200) });

/** Takes the solved puzzle; the proof that it gives travels in a cookie. */
export const POST = door({ name: 'challenge.answer', who: 'anyone' }, async ({ request }) => {
  const { puzzle, solution } = readForm(answer, await request.formData());
  const { connection } = await currentClient();
  await keepPass(await answerPuzzle(connection, puzzle, solution));
  return new Response(null, { status: 204, ...NEVER_STORED });
});
