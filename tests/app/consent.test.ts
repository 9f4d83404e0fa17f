import { beforeAll, expect, test } from 'vitest';
import { emptyFormState } from '@/components/ui/form-state';
import { setPublished } from '@/app/dashboard/page/actions';
import { agreeToTerms } from '@/app/account/actions';
import { getPool, inTransaction } from '@/db/client';
import { publishLegalText } from '@/lib/legal';
import { arrive } from '../support/next-headers';
import { addPerson } from '../support/people';
import { signIn } from '../support/sign-in';
import { addCreator } from '../support/tips';
import { useWorld } from '../support/world';

useWorld();

const EMAIL = 'owner@people.example';
let page = '';

beforeAll(async () => {
  const { personId, token } = await signIn(EMAIL);
  page = (await addCreator({ personId, status: 'unpublished' })).id;
  arrive({ headers: { origin: 'http://localhost:3999', 'x-tuppence-path': '/dashboard/page' }, cookies: { sid: token } });
});

/** What an action answers: its form state, or where it sends the person. */
async function send(action: typeof setPublished, fields: Record<string, string>): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  try {
    const state = await action(emptyFormState, form);
    return state.refusal?.code ?? state.done ?? '';
  } catch (error) {
    // Next's redirect travels as an error that carries the address.
    if (error instanceof Error && 'digest' in error) return String(error.digest).split(';')[2] ?? '';
    // What is done is done: only Next itself could now draw the page anew.
    if (error instanceof Error && error.message.includes('static generation store missing')) return 'drawn anew';
    throw error;
  }
}

const status = async () => (await getPool().query('select status from creator where id = $1', [page])).rows[0]?.status;
const yes = (version: number) => send(agreeToTerms, { terms: 'yes', adult: 'yes', version: String(version), to: '/dashboard/page' });

test('a page goes up only after a yes to the terms that hold now, and new terms are asked about again', async () => {
  expect(await send(setPublished, { to: 'active' })).toBe('/account/agree?to=%2Fdashboard%2Fpage');
  expect(await status()).toBe('unpublished');
  expect(await yes(0)).toBe('/dashboard/page');
  await send(setPublished, { to: 'active' });
  expect(await status()).toBe('active');
  const actorId = (await addPerson({ isAdmin: true })).id;
  await inTransaction((tx) => publishLegalText(tx, { document: 'terms', body: 'New terms.', actorId }));
  // Taking it down binds nobody.
  await send(setPublished, { to: 'unpublished' });
  expect(await send(setPublished, { to: 'active' })).toContain('/account/agree');
  expect(await yes(0), 'the terms that were on the screen are not the ones that hold').toBe('TermsChanged');
  expect(await yes(1)).toBe('/dashboard/page');
  await send(setPublished, { to: 'active' });
  expect(await status()).toBe('active');
});

test.each([
  [{ adult: 'yes' }, 'FieldRefused'], [{ terms: 'yes' }, 'FieldRefused'], [{ terms: 'no', adult: 'yes' }, 'FieldRefused'],
])('half a yes (%j) is none', async (ticks, code) => {
  expect(await send(agreeToTerms, { ...ticks, version: '1' })).toBe(code);
});

test('the way back leads nowhere else', async () => {
  expect(await send(agreeToTerms, { terms: 'yes', adult: 'yes', version: '1', to: '//evil.example' })).toBe('/account');
});
