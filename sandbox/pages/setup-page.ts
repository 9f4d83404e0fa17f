import { TEST_PAYOUT_BANKS } from '../connect/test-banks';
import type { Answer } from '../server/answer';
import type { AccountLinkRecord } from '../store/connect-records';
import type { World } from '../world';
import { described, fieldProblem } from './field';
import { html, type Html } from './html';
import { pageAnswer } from './layout';

export type SetupField = 'given_name' | 'surname' | 'country' | 'bank_number';

export interface SetupFields {
  givenName: string;
  surname: string;
  country: string;
  /** A listed number or nothing. */
  bank: string;
}

export const COUNTRIES: readonly (readonly [string, string])[] = [
  ['AT', 'Austria'], ['BE', 'Belgium'], ['DE', 'Germany'], ['ES', 'Spain'], ['FR', 'France'], ['GB', 'United Kingdom'],
  ['IE', 'Ireland'], ['IT', 'Italy'], ['NL', 'Netherlands'], ['PT', 'Portugal'], ['US', 'United States'],
];

interface Shown {
  status?: number;
  fields: SetupFields;
  problems?: Map<SetupField, string>;
}

/** The onboarding page: who gets the money, and on which bank account. */
export function setupPage(world: World, link: AccountLinkRecord, shown: Shown): Answer {
  const { fields, problems = new Map<SetupField, string>() } = shown;
  const first = link.useCase === 'account_onboarding';
  return pageAnswer({
    ...(shown.status ? { status: shown.status } : {}),
    title: first ? `Get paid by ${world.merchantName}` : 'Your payout account',
    leadsTo: [link.returnUrl, link.refreshUrl],
    body: html`<main>
<form method="post" action="/setup/e/${link.account}/${link.id}" class="checkout" novalidate>
<section class="receipt" aria-labelledby="receipt-title">
<p class="eyebrow">${first ? 'You get paid by' : 'Your payouts from'}</p>
<h1 id="receipt-title">${world.merchantName}</h1>
<p>On the real page you would prove who you are. Here a name and a test bank account will do, and nothing is paid.</p>
</section>
<section class="card pay" aria-labelledby="setup-title">
<h2 id="setup-title">Who gets the money?</h2>
${problems.size > 0 ? html`<div class="alert" role="alert"><p>${problems.size === 1 ? 'One thing is missing.' : 'Some things are missing.'} Nothing was sent.</p></div>` : null}
<div class="pair">
${field('given_name', 'First name', fields.givenName, problems)}
${field('surname', 'Last name', fields.surname, problems)}
</div>
${country(fields.country, problems.get('country'))}
${field('bank_number', 'Test account number or IBAN', spaced(fields.bank), problems)}
<button class="button" type="submit">${first ? 'Agree and finish' : 'Save'}</button>
<p class="back"><a href="${link.refreshUrl}">Start anew</a></p>
</section>
${banks()}
</form>
</main>`,
  });
}

function field(id: SetupField, label: string, value: string, problems: Map<SetupField, string>): Html {
  const problem = problems.get(id);
  return html`<div class="field">
<label for="${id}">${label}</label>
<input id="${id}" name="${id}" autocomplete="off" maxlength="100" value="${value}"${described(id, problem)}>
${fieldProblem(id, problem)}
</div>`;
}

function country(chosen: string, problem: string | undefined): Html {
  return html`<div class="field">
<label for="country">Country</label>
<select id="country" name="country"${described('country', problem)}>
${COUNTRIES.map(([code, name]) => html`<option value="${code}"${code === chosen ? html` selected` : null}>${name}</option>`)}
</select>
${fieldProblem('country', problem)}
</div>`;
}

/** Each is a button that posts the form, which comes back filled. */
function banks(): Html {
  return html`<section class="helper" aria-labelledby="helper-title">
<h2 id="helper-title">Test accounts</h2>
<p class="hint">Press one to fill it in. No other number is accepted: never type a real one here.</p>
<details open>
<summary>Bank accounts</summary>
<ul>
${TEST_PAYOUT_BANKS.map(
  ({ number, country: place, does }) =>
    html`<li><button type="submit" name="use" value="${number}"><span class="figures">${spaced(number)}</span> <span>${does} (${place})</span></button></li>`,
)}
</ul>
</details>
</section>`;
}

function spaced(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1 ');
}
