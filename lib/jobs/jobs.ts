import { getDb } from '@/db/client';
import { releaseHeldLines, remindBills, sendNotices, tellJoined } from '@/lib/billing';
import { retryWarned, sendAnswers, tellDeadlines } from '@/lib/disputes';
import { giveBackFrozen } from '@/lib/freeze';
import { sendDueMails } from '@/lib/mail';
import { sendRefunds } from '@/lib/payments';
import { followPayouts, schedulePayouts, sendPayouts } from '@/lib/payouts';
import { tellLatePayouts } from '@/lib/review';
import { releaseHeldTips, tellDaily } from '@/lib/tips';
import { processEvents, refreshPayments } from '@/lib/webhooks';
import { closeCardPages } from './close-card-pages';
import { looksAt } from './looks-at';
import { reconcile } from './reconcile';
import { runBilling, runDunning } from './run-billing';
import { tellOutage } from './tell-outage';
import { upkeep } from './upkeep';
import { verify } from './verify';

/** What a run did, in counts: for the log, the record and the person who started it. */
export type JobOutcome = Record<string, number>;
/** Where a long run says how far it is, and keeps what a person should see beyond counts. */
export type JobWatch = {
  progress: (done: number, of: number) => Promise<void>;
  detail: (detail: unknown) => Promise<void>;
};
/** @param now business time */
export type Job = (now: Date, watch: JobWatch) => Promise<JobOutcome>;

/** Every job there is. Each does all that is due and may be run again at any time, by anybody. */
export const jobs = {
  billing: runBilling,
  dunning: runDunning,
  defence: async () => ({ closed: await closeCardPages() }),
  inbox: async () => ({ events: await processEvents() }),
  outbox: async () => ({ mails: await sendDueMails() }),
  // Asking comes first: one that cannot be sent fails the run, and must not stand in the way of everybody's schedule.
  payouts: async (now) => ({ asked: await schedulePayouts(now), sent: await sendPayouts(now), followed: await followPayouts(now) }),
  refunds: async (now) => {
    await giveBackFrozen(now);
    await retryWarned(now);
    const touched = [...(await sendRefunds(now)), ...(await sendAnswers(now))];
    const { done } = await refreshPayments(await looksAt(getDb(), touched));
    return { refunds: touched.length, payments: done.size };
  },
  reconcile,
  notices: async (now) => ({ outage: await tellOutage(new Date()), mails: await sendNotices(now), joined: await tellJoined(now), reminders: await remindBills(now), latePayouts: await tellLatePayouts(now), deadlines: await tellDeadlines(now) }),
  release: async (now) => ({ tips: await releaseHeldTips(now), lines: await releaseHeldLines(now) }),
  tidings: async (now) => ({ mails: await tellDaily(now) }),
  upkeep,
  verify,
} satisfies Record<string, Job>;

export type JobName = keyof typeof jobs;

/** Whether a text, from a command line or a queue, names a job. */
export function isJobName(text: string): text is JobName {
  return Object.hasOwn(jobs, text);
}
