import { sql } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { countAttempt, TooManyAttempts } from '@/lib/limits';
import { spendPass } from './challenge';
import { CardsBlocked, ChallengeNeeded, PageRests, PleaseWait } from './errors';
import { isPrivate } from './is-private';
import { creatorMark, EVERYWHERE, ownMarks, type Source } from './marks';
import { isKnown, measuresInForce, type Measure } from './queries';

/** Time between two pages of who is slowed down. */
const SLOW_SECONDS = 30;
/** So many pages in ten minutes open without any proof, far more than a family behind one router opens. */
const FREE_PAGES = 40;
const FREE_WINDOW_SECONDS = 600;

/**
 * Lets somebody open a page on which a card can be typed, or says what must happen before. Called before
 * anything is written and before the processor is asked, so that a blocked try leaves no row and no
 * payment. Counters are rows of PostgreSQL: they hold for all servers together. Real time.
 *
 * @param source null: from inside (a job, the seed, a test)
 * @param about.creatorId whose page it is; null for one's own card or bill
 * @param about.now business time, by which somebody has paid here before
 * @throws PleaseWait, ChallengeNeeded, CardsBlocked, PageRests
 */
export async function guardCardPage(source: Source | null | undefined, about: { creatorId: string | null; now: Date }): Promise<void> {
  if (!source) return;
  const { creatorId, now } = about;
  const own = ownMarks(source);
  const shared = [...(creatorId ? [creatorMark(creatorId)] : []), EVERYWHERE];
  const measures = await measuresInForce(getDb(), [...own, ...shared]);
  try {
    await refuseBlocked(source, measures, now);
    await refuseHasty(measures.filter(({ mark, step }) => step === 'slow' && own.includes(mark)));
    const isAsked = measures.some(({ step }) => step !== 'slow') || !(await isFree(source));
    if (isAsked && !(await spendPass(source.connection, source.pass))) throw new ChallengeNeeded();
  } catch (error) {
    await noteHeldUp(measures);
    throw error;
  }
}

async function refuseBlocked(source: Source, measures: Measure[], now: Date): Promise<void> {
  const blocks = measures.filter(({ step }) => step === 'block');
  const resting = blocks.find(({ mark }) => mark.startsWith('creator:'));
  if (resting && source.personId === null) throw new PageRests(resting.until);
  const own = blocks.filter(({ mark }) => !mark.startsWith('creator:'));
  if (own.length === 0) return;
  // Who has paid here before is asked for a proof instead, when only their connection is to blame; and so is
  // everybody, where it is that of a proxy which we were not told of.
  const onlyConnection = own.every(({ mark }) => mark.startsWith('connection:'));
  if (onlyConnection && isPrivate(source.connection)) return;
  if (onlyConnection && source.personId && (await isKnown(getDb(), source.personId, now))) return;
  throw new CardsBlocked(new Date(Math.max(...own.map(({ until }) => until.getTime()))));
}

/** Lets one through in thirty seconds, of all servers together. */
async function refuseHasty(slow: Measure[]): Promise<void> {
  for (const { id } of slow) {
    const passed = await getDb().execute(sql`
      update card_measure set let_at = now()
      where id = ${id}::uuid and (let_at is null or let_at < now() - make_interval(secs => ${SLOW_SECONDS}))
      returning id`);
    if (passed.rows.length === 0) throw new PleaseWait(SLOW_SECONDS);
  }
}

async function isFree({ connection }: Source): Promise<boolean> {
  // Everybody's, behind a proxy that we were not told of: lib/tips and lib/fans count those all the same.
  if (isPrivate(connection)) return true;
  try {
    await countAttempt(getDb(), { what: 'card.page', of: connection, perWindow: FREE_PAGES, windowSeconds: FREE_WINDOW_SECONDS });
    return true;
  } catch (error) {
    if (error instanceof TooManyAttempts) return false;
    throw error;
  }
}

async function noteHeldUp(measures: Measure[]): Promise<void> {
  if (measures.length === 0) return;
  await getDb().execute(sql`
    update card_measure set held_up = held_up + 1 where id = any(${sql.param(measures.map(({ id }) => id))}::uuid[])`);
}
