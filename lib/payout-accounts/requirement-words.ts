import { ACCOUNT_GONE } from './apply-account-reports';

/** The processor's names differ by country and grow; what they are about is found by a part of them. */
const WORDS: [RegExp, string][] = [
  [/payout_method|external_account|bank_account/, 'A bank account to be paid to'],
  [/terms_of_service|attestation/, 'The payment processor’s terms, to be accepted'],
  [/date_of_birth|\bdob\b/, 'Your date of birth'],
  [/document|verification|selfie/, 'A document that shows who you are'],
  [/id_number|tax_id|\bssn\b|secondary_id/, 'A tax or identity number'],
  [/address/, 'Your address'],
  [/phone/, 'A phone number'],
  [/email/, 'A mail address'],
  [/given_name|surname|first_name|last_name/, 'Your name'],
  [/nationalit/, 'Your nationality'],
  [/profile|business|url|product/, 'What you do'],
  [/owner|director|executive|representative/, 'Who stands behind your company'],
];

/** What the processor still wants to know, in words for its owner, each once. */
export function requirementsInWords(requirements: readonly string[]): string[] {
  const asked = requirements.filter((name) => name !== ACCOUNT_GONE);
  return [...new Set(asked.map((name) => WORDS.find(([about]) => about.test(name))?.[1] ?? 'One more detail about you'))];
}
