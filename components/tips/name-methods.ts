const NAMES: Record<string, string> = {
  card: 'card',
  sepa_debit: 'SEPA debit',
  paypal: 'PayPal',
};

/**
 * Names the payment methods of the operator's account beside our buttons: "card, SEPA debit or
 * PayPal". `setting` is its codes with commas; a code without a name here is left out.
 */
export function nameMethods(setting: string): string {
  const names = setting.split(',').flatMap((code) => NAMES[code.trim()] ?? []);
  const last = names.pop() ?? '';
  return names.length > 0 ? `${names.join(', ')} or ${last}` : last;
}
