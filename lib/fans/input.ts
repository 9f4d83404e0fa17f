/** Client-safe: words that a form shows. */
export { CONSENT_VERSION, consentText } from './consent-text';
