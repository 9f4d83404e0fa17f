import type { Operator } from '../operator';

/** The imprint as we ship it: version 0, filled from the operator's settings as far as they are set. */
export function draftImprint(operator: Operator): string {
  const missing = [!operator.address && 'a postal address', !operator.email && 'a mail address'].filter(Boolean);
  const lines = [
    operator.name,
    ...operator.address.split('\n').map((line) => line.trim()).filter(Boolean),
    operator.country,
  ].filter(Boolean);
  const numbers = [
    operator.registerId && `Register: ${operator.registerId}`,
    operator.vatId && `VAT number: ${operator.vatId}`,
  ].filter(Boolean);
  return [
    '**Draft: have a lawyer read this.** Many countries ask for more here than we can know: a register, a supervisory authority, a person who answers for what is written.',
    '## Who runs this site',
    lines.join('  \n'),
    operator.email && `Mail: ${operator.email}`,
    numbers.join('  \n'),
    missing.length > 0 && `Still missing: ${missing.join(' and ')}. Set it in the settings of this site.`,
    '## The software',
    'This site runs on Tuppence, free software under the GNU Affero General Public License, version 3. You may have its source code.',
  ].filter(Boolean).join('\n\n');
}
