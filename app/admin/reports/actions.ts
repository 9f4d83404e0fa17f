'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { grounds } from '@/lib/freeze';
import { appealVerdicts, decideAppeal, decideMoney, dismissReports, moneyVerdicts, notePage, upholdReports } from '@/lib/moderation';
import { businessClock } from '@/lib/stripe';

const decision = z.strictObject({ id: z.uuid(), reports: z.array(z.uuid()).min(1).max(100), reason: z.string() });
// Of a page that is suspended already nobody is asked why again.
const upholding = decision.extend({ ground: z.enum(grounds).optional() });

/** Writes a note about a page for other admins. */
export const note = act({ name: 'report.note', who: 'admin', input: z.strictObject({ id: z.uuid(), body: z.string() }) }, async ({ id, body }, viewer) => {
  await notePage({ actorId: viewer.personId, creatorId: id, body, now: await businessClock() });
  return { goTo: `/admin/reports/${id}` };
});

/** Leaves a page as it is, and goes on with the queue. */
export const dismiss = act({ name: 'report.dismiss', who: 'admin', stepUp: true, input: decision }, async ({ id, reports, reason }, viewer) => {
  await dismissReports({ actorId: viewer.personId, creatorId: id, reportIds: reports, reason, now: await businessClock() });
  return { goTo: '/admin/reports?did=dismissed' };
});

/** Suspends a page that was reported, and goes on with the queue. */
export const uphold = act({ name: 'report.uphold', who: 'admin', stepUp: true, input: upholding }, async ({ id, reports, ground, reason }, viewer) => {
  await upholdReports({ actorId: viewer.personId, creatorId: id, reportIds: reports, ground, reason, now: await businessClock() });
  return { goTo: '/admin/reports?did=upheld' };
});

const judged = z.strictObject({ id: z.uuid(), verdict: z.enum(appealVerdicts), reason: z.string() });

/** Decides an appeal, and goes on with the queue. */
export const judge = act({ name: 'appeal.decide', who: 'admin', stepUp: true, input: judged }, async ({ id, verdict, reason }, viewer) => {
  await decideAppeal({ actorId: viewer.personId, appealId: id, verdict, reason, now: await businessClock() });
  return { goTo: `/admin/reports?did=${verdict === 'lift' ? 'granted' : 'refused'}` };
});

const settled = z.strictObject({ id: z.uuid(), verdict: z.enum(moneyVerdicts), reason: z.string() });

/** Says what becomes of the money of a suspended page. */
export const settleMoney = act({ name: 'money.settle', who: 'admin', stepUp: true, input: settled }, async ({ id, verdict, reason }, viewer) => {
  await decideMoney({ actorId: viewer.personId, creatorId: id, verdict, reason, now: await businessClock() });
  return { goTo: `/admin/reports/${id}` };
});
