import { z } from 'zod';
import { findAccount, requireMore, setBank, tellAll, verifyAccount } from '../connect/change-account';
import { closeAccount, leavePlatform } from '../connect/leave-platform';
import { findPayoutBank, type TestPayoutBank } from '../connect/test-banks';
import { invalidRequest } from '../server/stripe-error';
import type { Controls, ControlRoute } from './control';

const onboardBody = z.strictObject({
  bank_number: z.string().default('000123456789'),
  country: z.string().length(2).optional(),
  given_name: z.string().default('Jenny'),
  surname: z.string().default('Rosen'),
});
const bankBody = z.strictObject({ bank_number: z.string() });
const requireBody = z.strictObject({
  due: z.array(z.string().min(1)).default(['identity.individual.documents.primary_verification']),
  deadline: z.enum(['eventually_due', 'currently_due', 'past_due']).default('currently_due'),
});

export const accountControls: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/accounts/:id/onboard',
    does: 'fills in the onboarding page and looks at it at once: {bank_number, country, given_name, surname}',
    run: onboard,
  },
  {
    method: 'POST',
    path: '/accounts/:id/bank',
    does: 'payouts go to another bank account from now on: {bank_number}',
    run: changeBank,
  },
  {
    method: 'POST',
    path: '/accounts/:id/require',
    does: 'Stripe wants to know more: {due: names, deadline: eventually_due|currently_due|past_due}; an empty list: nothing any more',
    run: requireOf,
  },
  { method: 'POST', path: '/accounts/:id/leave', does: 'its owner takes it away from the platform', run: leave },
  { method: 'POST', path: '/accounts/:id/close', does: 'it is closed', run: close },
];

function leave({ world }: Controls, _body: unknown, id: string): object {
  return world.store.transact(() => leavePlatform(world, id));
}

function close({ world }: Controls, _body: unknown, id: string): object {
  return world.store.transact(() => closeAccount(world, id));
}

function onboard({ world }: Controls, body: unknown, id: string): object {
  const { bank_number: number, country, given_name: givenName, surname } = onboardBody.parse(body);
  const bank = bankOf(number);
  return world.store.transact(() => {
    findAccount(world, id);
    tellAll(world, id, { givenName, surname, country: country ?? bank.country, bank });
    verifyAccount(world, id);
    return findAccount(world, id).account;
  });
}

function changeBank({ world }: Controls, body: unknown, id: string): object {
  const { bank_number: number } = bankBody.parse(body);
  return world.store.transact(() => setBank(world, id, bankOf(number)));
}

function requireOf({ world }: Controls, body: unknown, id: string): object {
  const { due, deadline } = requireBody.parse(body);
  return world.store.transact(() => requireMore(world, id, due, deadline));
}

function bankOf(number: string): TestPayoutBank {
  const bank = findPayoutBank(number);
  if (bank === null) throw invalidRequest('Only the listed test bank accounts are accepted.');
  return bank;
}
