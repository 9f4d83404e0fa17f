import { eq, sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { startTip } from '@/app/[handle]/actions';
import { refund as refundAction } from '@/app/dashboard/tips/[tip]/actions';
import { emptyFormState } from '@/components/ui/form-state';
import { getDb } from '@/db/client';
import { payment, refund, session } from '@/db/schema';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { arrive } from '../support/next-headers';
import { signIn } from '../support/sign-in';
import { addCreator, beginAndPay, readByKey, wishFor } from '../support/tips';
import { useWorld } from '../support/world';

useWorld();

const EMAIL = 'with-factor@people.example';
let to: Awaited<ReturnType<typeof addCreator>>;
let fan: Awaited<ReturnType<typeof signIn>>;

beforeAll(async () => {
  const owner = await signIn(EMAIL, { factor: true });
  to = await addCreator({ personId: owner.personId });
  fan = await signIn('fan@people.example');
});

function come(token: string | null): void {
  const headers = { origin: 'http://localhost:3999', 'x-tuppence-path': '/dashboard/tips', 'x-tuppence-client': '198.51.100.7' };
  arrive({ headers, cookies: token ? { sid: token } : {} });
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** Where an action's redirect leads: Next's signal travels as an error whose digest says it. */
async function destination(run: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await run());
  } catch (error) {
    if (error instanceof Error && 'digest' in error && typeof error.digest === 'string') return error.digest;
    throw error;
  }
}

it('who has a second factor shows it for a refund, if the last time was more than 15 minutes ago', async () => {
  const { tip } = await beginAndPay(to.id, wishFor(300));
  await runJob('reconcile', new Date());
  const press = () => destination(() => refundAction(emptyFormState, formOf({ tipId: tip.id })));
  const asked = () => getDb().select({ id: refund.id }).from(refund);
  const { token, sessionId } = await signIn(EMAIL, { factor: true });
  come(token);
  await getDb().update(session).set({ factorAt: sql`now() - interval '16 minutes'` }).where(eq(session.id, sessionId));
  expect(await press()).toContain('/sign-in/factor?to=%2Fdashboard%2Ftips');
  expect(await asked()).toEqual([]);
  await getDb().update(session).set({ factorAt: new Date() }).where(eq(session.id, sessionId));
  expect(await press()).toContain(`/dashboard/tips/${tip.id}?refund=asked`);
  expect(await asked()).toHaveLength(1);
});

it('a tip is whose who is signed in, and nobody’s when nobody is; the form cannot say it is another’s', async () => {
  const give = async (token: string | null, more: Record<string, string> = {}) => {
    come(token);
    const key = newId();
    const answer = await destination(() => startTip(emptyFormState, formOf({ creatorId: to.id, key, amount: '3', ...more })));
    return { key, answer };
  };
  const whose = async (key: string) => {
    const [row] = await getDb().select({ personId: payment.personId }).from(payment).where(eq(payment.id, (await readByKey(key)).payment.id));
    return row?.personId;
  };
  expect(await whose((await give(fan.token)).key)).toBe(fan.personId);
  expect(await whose((await give(null)).key)).toBeNull();
  expect((await give(null, { personId: fan.personId })).answer).toContain('FormTampered');
});
