import { tellAll, type Told } from '../connect/change-account';
import { findPayoutBank } from '../connect/test-banks';
import type { Answer } from '../server/answer';
import { decodeForm, type RawGroup } from '../server/decode-body';
import type { PageRequest } from '../server/http-server';
import type { AccountLinkRecord } from '../store/connect-records';
import type { World } from '../world';
import { emitThin } from '../webhooks/emit-thin';
import { messagePage, redirectTo } from './layout';
import { COUNTRIES, setupPage, type SetupField, type SetupFields } from './setup-page';

/** GET of the onboarding page: a link opens it once, and who comes again is sent for another. */
export function showSetup(world: World, id: string): Answer {
  const link = world.store.accountLinks.get(id);
  if (link === null) return unknownLink();
  if (link.opened || link.expiresMs < world.clock.nowMs()) return redirectTo(link.refreshUrl);
  world.store.transact(() => world.store.accountLinks.put({ ...link, opened: true }));
  return setupPage(world, link, { fields: fieldsOfAccount(world, link) });
}

/** POST of that page: one plain form tells everything; README names its fields. */
export function answerSetup(world: World, id: string, request: PageRequest): Answer {
  const link = world.store.accountLinks.get(id);
  if (link === null) return unknownLink();
  if (link.submitted) return onwards(link);
  if (!link.opened && link.expiresMs < world.clock.nowMs()) return redirectTo(link.refreshUrl);
  const form = decodeForm(request.body);
  const fields = readFields(form);
  const use = findPayoutBank(textOf(form, 'use'));
  if (use !== null) {
    const country = use.country === 'US' ? 'US' : fields.country === 'US' ? use.country : fields.country;
    return setupPage(world, link, { fields: { ...fields, bank: use.number, country } });
  }
  const problems = new Map<SetupField, string>();
  const told = check(fields, textOf(form, 'bank_number'), problems);
  if (told === null) return setupPage(world, link, { status: 422, fields, problems });
  world.store.transact(() => {
    world.store.accountLinks.put({ ...link, opened: true, submitted: true });
    tellAll(world, link.account, told);
    const data = { account_id: link.account, configurations: ['recipient'], use_case: link.useCase };
    emitThin(world, 'v2.core.account_link.returned', { data });
  });
  return onwards(link);
}

function check(fields: SetupFields, typed: string, problems: Map<SetupField, string>): Told | null {
  if (fields.givenName === '') problems.set('given_name', 'Enter a first name.');
  if (fields.surname === '') problems.set('surname', 'Enter a last name.');
  const bank = findPayoutBank(fields.bank);
  if (bank === null) {
    problems.set(
      'bank_number',
      typed.trim() === ''
        ? 'Enter a test account number, or choose one below.'
        : 'Only the test numbers listed below are accepted. Never type a real one here.',
    );
  } else if ((bank.country === 'US') !== (fields.country === 'US')) {
    problems.set('bank_number', 'This account is in another country than you. Choose one that fits.');
  }
  if (!COUNTRIES.some(([code]) => code === fields.country)) problems.set('country', 'Choose a country.');
  if (bank === null || problems.size > 0) return null;
  return { givenName: fields.givenName, surname: fields.surname, country: fields.country, bank };
}

function readFields(form: RawGroup): SetupFields {
  return {
    givenName: textOf(form, 'given_name').trim().slice(0, 100),
    surname: textOf(form, 'surname').trim().slice(0, 100),
    country: textOf(form, 'country').toUpperCase().slice(0, 2),
    // A number that is not listed is dropped at once and never shown again.
    bank: findPayoutBank(textOf(form, 'bank_number'))?.number ?? '',
  };
}

function fieldsOfAccount(world: World, link: AccountLinkRecord): SetupFields {
  const identity = world.store.accounts.get(link.account)?.identity;
  return {
    givenName: identity?.individual?.given_name ?? '',
    surname: identity?.individual?.surname ?? '',
    country: identity?.country ?? 'US',
    bank: world.store.accountDetails.get(link.account)?.bankNumber ?? '',
  };
}

function textOf(form: RawGroup, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}

function onwards(link: AccountLinkRecord): Answer {
  if (link.returnUrl !== null) return redirectTo(link.returnUrl);
  return messagePage({ title: 'All told', sentence: 'There is nothing more to do here. Close this page.' });
}

function unknownLink(): Answer {
  return messagePage({
    status: 404,
    title: 'No such link',
    sentence: 'This address belongs to no account. Go back to the page you came from.',
  });
}
