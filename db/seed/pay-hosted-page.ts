export type Payer = { email: string } & (
  /** `expiry` is written MM/YY; in the sandbox another one is another card. */
  | { method: 'card'; number: string; expiry?: string }
  | { method: 'sepa_debit'; iban: string; accountName: string }
);

/**
 * Pays a hosted page of the sandbox the way a browser without JavaScript does: by posting its form
 * (sandbox/README.md). The seed and the tests make their money through this door, so it is as real
 * as anybody's.
 *
 * @returns where the page leads next: back to us, or to a step of 3-D Secure
 * @throws Error when the page did not take the payment
 */
export async function payHostedPage(url: string, payer: Payer): Promise<string> {
  const response = await fetch(url, { method: 'POST', body: formOf(payer), redirect: 'manual' });
  const next = response.headers.get('location');
  if (response.status !== 303 || !next) throw new Error(`The hosted page answered ${response.status}`);
  return new URL(next, url).href;
}

function formOf(payer: Payer): URLSearchParams {
  const { email, method } = payer;
  if (method === 'sepa_debit') {
    return new URLSearchParams({ email, method, iban: payer.iban, account_name: payer.accountName });
  }
  return new URLSearchParams({ email, method, card_number: payer.number, card_expiry: payer.expiry ?? '12/34', card_cvc: '123' });
}
