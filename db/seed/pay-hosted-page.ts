export type Payer = { email: string; method: 'card'; number: string } | { email: string; method: 'sepa_debit'; iban: string };

/**
 * Pays a hosted page of the sandbox the way a browser without JavaScript does: by posting its form.
 * The seed and the tests make their money through this door, so it is as real as anybody's.
 *
 * @throws Error when the page did not take the payment
 */
export async function payHostedPage(url: string, payer: Payer): Promise<void> {
  const { email, ...means } = payer;
  const form = new URLSearchParams({ email, ...means, ...(means.method === 'card' ? { expiry: '12 / 34', cvc: '123' } : {}) });
  const response = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  if (response.status !== 303) throw new Error(`The hosted page answered ${response.status} instead of going on`);
}
