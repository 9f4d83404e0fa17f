'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { askJob, NothingThere, passToBillingEvening, replayEvent } from '@/lib/admin';
import { isJobName } from '@/lib/jobs';

/** Has the worker run a job now. */
export const run = act({ name: 'job.run', who: 'admin', input: z.strictObject({ job: z.string().max(40) }) }, async ({ job }, viewer) => {
  if (!isJobName(job)) throw new NothingThere();
  return { goTo: `/admin/jobs/runs/${await askJob(viewer.personId, job)}` };
});

/** Beside the sandbox: lets its time pass until the next billing evening and runs the billing. */
export const passTime = act({ name: 'clock.pass', who: 'admin', input: z.strictObject({}) }, async (_input, viewer) => {
  return { goTo: `/admin/jobs/runs/${await passToBillingEvening(viewer.personId)}` };
});

/** Lets a parked event be tried again. */
export const replay = act({ name: 'event.replay', who: 'admin', input: z.strictObject({ id: z.string().regex(/^\w{1,120}$/) }) }, async ({ id }, viewer) => {
  await replayEvent(viewer.personId, id);
  return { goTo: '/admin/events?state=parked' };
});
