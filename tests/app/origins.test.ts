import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { POST as openLink } from '@/app/api/auth/link/route';
import { join } from '@/app/[handle]/join/actions';
import { payOpenBill } from '@/app/bills/[token]/actions';
import { emptyFormState, type FormAction } from '@/components/ui/form-state';
import { getDb } from '@/db/client';
import { fan, origin, payment, person } from '@/db/schema';
import { askForLink, currentClient } from '@/lib/auth';
import { billPath } from '@/lib/billing/bill-link';
import { addDays } from '@/lib/dates';
import { newId } from '@/lib/ids';
import { collectBills } from '@/lib/jobs/collect-bills';
import { mailedToken } from '../lib/auth/journey';
import { billNow, DECLINED_LATER } from '../support/bills';
import { saveCard } from '../support/cards';
import { addFan, putLine } from '../support/fans';
import { arrive } from '../support/next-headers';
import { addTier, seenBy } from '../support/pledges';
import { addCreator } from '../support/tips';
import { useWorld } from '../support/world';

useWorld({ verify: false });

const FROM = { address: '2001:db8:1:2:3:4:5:6', network: '2001:db8:1::/48', device: 'Safari on iPhone' };

/** The request of a phone somewhere, with nothing in its cookies. */
function come(): void {
  arrive({
    headers: { origin: 'http://localhost:3999', 'x-tuppence-client': FROM.address, 'x-tuppence-path': '/', 'user-agent': 'Mozilla/5.0 (iPhone) Version/26.0 Safari/605' },
  });
}

async function send(action: FormAction, fields: Record<string, string>): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  try {
    return (await action(emptyFormState, form)).refusal?.code ?? '';
  } catch (error) {
    if (error instanceof Error && 'digest' in error) return String(error.digest).split(';')[2] ?? '';
    throw error;
  }
}

it('a sign-in says where it came from, in the transaction that opens the session', async () => {
  come();
  await askForLink('new@origins.example', '/', await currentClient());
  const form = new FormData();
  form.set('token', await mailedToken());
  const answer = await openLink(new Request('http://localhost:3999/api/auth/link', { method: 'POST', body: form }), { params: Promise.resolve({}) });
  expect(answer.status).toBe(303);
  const [who] = await getDb().select().from(person).where(eq(person.email, 'new@origins.example'));
  const rows = await getDb().select().from(origin).where(eq(origin.personId, who?.id ?? ''));
  expect(rows).toEqual([expect.objectContaining({ deed: 'sign_in', fanId: null, paymentId: null, ...FROM })]);
});

it('a guest’s pledge and its card page say where they came from, and name the guest’s own fan alone', async () => {
  const to = await addCreator();
  const tier = await addTier({ creatorId: to.id });
  come();
  const seen = seenBy({ timeZone: 'UTC', billingDay: null }, tier, tier.priceMinor, new Date());
  const went = await send(join, { key: newId(), tierId: tier.id, amount: String(tier.priceMinor / 100), email: 'guest@origins.example', timeZone: 'UTC', agree: 'yes', seen });
  expect(went).toMatch(/^http/);
  const [guest] = await getDb().select().from(fan).where(eq(fan.email, 'guest@origins.example'));
  const rows = await getDb().select().from(origin).where(eq(origin.fanId, guest?.id ?? '')).orderBy(origin.id);
  expect(rows).toEqual(['pledge', 'card'].map((deed) => expect.objectContaining({ deed, personId: null, paymentId: null, ...FROM })));
});

it('a bill paid by its link says where the payer was, and calls a stranger no fan', async () => {
  const owner = await saveCard(await addFan({ hasCard: false }), DECLINED_LATER);
  const now = new Date();
  await putLine(owner, { creatorId: (await addCreator()).id, amountMinor: 300, now: addDays(now, -1) });
  const bill = await billNow(owner.id, now);
  await collectBills(now, 'due', () => Promise.resolve());
  come();
  expect(await send(payOpenBill, { token: billPath(bill.id).split('/')[2] ?? '' })).toMatch(/^http/);
  const rows = await getDb().select({ origin }).from(origin).innerJoin(payment, eq(payment.id, origin.paymentId)).where(eq(payment.billId, bill.id));
  expect(rows.map((row) => row.origin)).toEqual([expect.objectContaining({ deed: 'pay_bill', personId: null, fanId: null, ...FROM })]);
});
