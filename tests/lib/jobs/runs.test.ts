import { desc, eq, like, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { jobPulse, jobRun, mailMessage } from '@/db/schema';
import { askJobRun, runJob } from '@/lib/jobs';
import { newId } from '@/lib/ids';
import { addPerson } from '../../support/people';
import { control } from '../../support/sandbox-controls';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();

async function newestRun(name: string) {
  const [run] = await getDb().select().from(jobRun).where(eq(jobRun.name, name)).orderBy(desc(jobRun.id));
  return run;
}

async function pulseOf(name: string) {
  const [found] = await getDb().select().from(jobPulse).where(eq(jobPulse.name, name));
  return found;
}

test('a run that found nothing to do leaves its pulse and no row', async () => {
  await runJob('outbox', new Date());
  expect(await newestRun('outbox')).toBeUndefined();
  expect(await pulseOf('outbox')).toMatchObject({ failure: null, succeededAt: expect.any(Date) });
});

test('a run that somebody asked for is taken up once, and kept even when it did nothing', async () => {
  const { id: actorId } = await addPerson();
  const [first, second] = await Promise.all([
    inTransaction((tx) => askJobRun(tx, 'outbox', actorId)),
    inTransaction((tx) => askJobRun(tx, 'outbox', actorId)),
  ]);
  expect(first).toBe(second);
  await Promise.all([runJob('outbox', new Date()), runJob('outbox', new Date())]);
  expect(await getDb().select().from(jobRun).where(eq(jobRun.name, 'outbox'))).toMatchObject([
    { id: first, askedBy: actorId, outcome: { mails: 0 }, startedAt: expect.any(Date), finishedAt: expect.any(Date) },
  ]);
});

test('verify tells how far it is and how many invariants it checked', async () => {
  const outcome = await runJob('verify', new Date());
  expect(outcome.checked).toBeGreaterThan(15);
  expect(outcome.broken).toBeUndefined();
  expect(await newestRun('verify')).toMatchObject({ progress: { done: outcome.checked, of: outcome.checked }, outcome });
});

test('a failing job says since when, and forgets it when it runs again', async () => {
  await getDb().insert(jobPulse).values({ name: 'reconcile', startedAt: new Date(0), failure: 'Error', failingSince: new Date(0) });
  await runJob('reconcile', new Date());
  expect(await pulseOf('reconcile')).toMatchObject({ failure: null, failingSince: null });
});

test('when the processor has not answered for a quarter of an hour every admin is told once, and once that it answers again', async () => {
  await addPerson({ isAdmin: true });
  const subjects = async () => (await getDb().select().from(mailMessage).where(like(mailMessage.key, 'outage%')).orderBy(mailMessage.id)).map(({ subject }) => subject);
  const goOn = async (minutes: number) => {
    await getDb().update(jobPulse).set({ failingSince: sql`failing_since - make_interval(mins => ${minutes})` }).where(eq(jobPulse.name, 'reconcile'));
    await runJob('notices', new Date());
  };
  await control(sandbox(), 'POST', '/chaos/api', { action: 'cut_before', times: 9, method: 'GET', path: '/v1/events' });
  await expect(runJob('reconcile', new Date())).rejects.toMatchObject({ code: 'ProcessorUnavailable' });
  await goOn(14);
  expect(await subjects()).toEqual([]);
  await goOn(2);
  await expect(runJob('reconcile', new Date())).rejects.toMatchObject({ code: 'ProcessorUnavailable' });
  await Promise.all([goOn(1), goOn(1)]);
  expect(await subjects()).toEqual(['Stripe has not answered for 16 minutes']);
  await control(sandbox(), 'DELETE', '/chaos');
  await runJob('reconcile', new Date());
  await Promise.all([runJob('notices', new Date()), runJob('notices', new Date())]);
  expect(await subjects()).toEqual(['Stripe has not answered for 16 minutes', 'Stripe answers again']);
});

test('a run without an end is called interrupted by the next one', async () => {
  const id = newId();
  await getDb().insert(jobRun).values({ id, name: 'upkeep', startedAt: new Date(Date.now() - 20 * 60_000) });
  await runJob('upkeep', new Date());
  const [lost] = await getDb().select().from(jobRun).where(eq(jobRun.id, id));
  expect(lost).toMatchObject({ failure: 'Interrupted', finishedAt: expect.any(Date) });
});
