/**
 * Where Stripe can pay a recipient of a platform at home in the US, the EEA, the UK or Japan and
 * where tips to strangers are no regulated collection that we know of: the European Economic Area,
 * Switzerland, the United Kingdom, North America, Australia, New Zealand, Japan, Singapore. An
 * operator widens or narrows the list in /admin/settings.
 */
export const allowedCountries: string[] = [
  'AT', 'AU', 'BE', 'BG', 'CA', 'CH', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GB', 'GR', 'HR', 'HU', 'IE',
  'IS', 'IT', 'JP', 'LI', 'LT', 'LU', 'LV', 'MT', 'MX', 'NL', 'NO', 'NZ', 'PL', 'PT', 'RO', 'SE', 'SG', 'SI', 'SK', 'US',
];
