import { html, type Html } from './html';
import { described, fieldProblem } from './field';
import type { Field, Method, PayFields } from './pay-form';

const NAMES: Record<Method, string> = { card: 'Card', sepa_debit: 'SEPA debit', paypal: 'PayPal' };

/**
 * The ways to pay. Which one's fields show is decided by the style sheet from the chosen radio
 * button, so that it works without JavaScript; older browsers show them all.
 */
export function methodPanes(
  offered: readonly string[],
  fields: PayFields,
  problems: Map<Field, string>,
  question: string,
): Html {
  const methods = METHODS.filter((method) => offered.includes(method));
  return html`<fieldset class="methods">
<legend>${question}</legend>
<div class="choices">
${methods.map(
  (method) => html`<label class="choice"><input type="radio" name="method" value="${method}" id="method-${method}"${
    method === fields.method ? html` checked` : null
  }>${NAMES[method]}</label>`,
)}
</div>
${methods.map((method) => PANES[method](fields, problems))}
</fieldset>`;
}

const METHODS: readonly Method[] = ['card', 'sepa_debit', 'paypal'];

type Pane = (fields: PayFields, problems: Map<Field, string>) => Html;

const PANES: Record<Method, Pane> = {
  card: (fields, problems) => html`<div class="pane pane-card">
<div class="field">
<label for="card_number">Test card number</label>
<input id="card_number" name="card_number" inputmode="numeric" autocomplete="off" class="figures" value="${spaced(fields.cardNumber)}"${described('card_number', problems.get('card_number'))}>
${fieldProblem('card_number', problems.get('card_number'))}
</div>
<div class="pair">
<div class="field">
<label for="card_expiry">Expiry MM/YY</label>
<input id="card_expiry" name="card_expiry" inputmode="numeric" autocomplete="off" class="figures" maxlength="7" value="${fields.cardExpiry}"${described('card_expiry', problems.get('card_expiry'))}>
${fieldProblem('card_expiry', problems.get('card_expiry'))}
</div>
<div class="field">
<label for="card_cvc">Security code</label>
<input id="card_cvc" name="card_cvc" inputmode="numeric" autocomplete="off" class="figures" maxlength="4" value="${fields.cardCvc}"${described('card_cvc', problems.get('card_cvc'))}>
${fieldProblem('card_cvc', problems.get('card_cvc'))}
</div>
</div>
<div class="field">
<label for="card_name">Name on the card (optional)</label>
<input id="card_name" name="card_name" autocomplete="off" maxlength="100" value="${fields.cardName}">
</div>
</div>`,
  sepa_debit: (fields, problems) => html`<div class="pane pane-sepa_debit">
<div class="field">
<label for="iban">Test IBAN</label>
<input id="iban" name="iban" autocomplete="off" autocapitalize="characters" class="figures" value="${spaced(fields.iban)}"${described('iban', problems.get('iban'))}>
${fieldProblem('iban', problems.get('iban'))}
</div>
<div class="field">
<label for="account_name">Account holder</label>
<input id="account_name" name="account_name" autocomplete="off" maxlength="100" value="${fields.accountName}"${described('account_name', problems.get('account_name'))}>
${fieldProblem('account_name', problems.get('account_name'))}
</div>
<p class="hint">A debit takes some days on real accounts, and some seconds here. Until then the payment is on its way.</p>
</div>`,
  paypal: () => html`<div class="pane pane-paypal">
<p class="hint">The next page stands in for PayPal: there you approve or decline.</p>
</div>`,
};

function spaced(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1 ');
}
