'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { currentClient } from '@/lib/auth';
import { reportKinds, reportPage, showReportNumber } from '@/lib/moderation';
import { businessClock } from '@/lib/stripe';

const input = z.strictObject({
  key: z.uuid(),
  handle: z.string().max(60),
  kind: z.enum(reportKinds, { error: 'Please choose what it is.' }),
  body: z.string(),
  email: z.string().max(254).default(''),
});

/** Takes a report from anybody and leads to its receipt. */
export const sendReport = act({ name: 'report.send', who: 'anyone', input }, async (typed) => {
  const { handle, number } = await reportPage(typed, await currentClient(), await businessClock());
  return { goTo: `/report/${handle}/${showReportNumber(number)}` };
});
