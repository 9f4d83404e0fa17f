import { getDb } from '@/db/client';
import { readSetting } from '@/lib/settings';
import { remember } from './remember';

const FRESH_MS = 1_000;

const read = remember(FRESH_MS, (name: 'allowedCountries') => readSetting(getDb(), name));

/**
 * The countries whose pages may take money, as public pages ask for them: read at most once a second,
 * as long as such a page may be kept anyway (DESIGN.md 12). A tip itself always asks anew.
 */
export function shownCountries(): Promise<string[]> {
  return read('allowedCountries');
}
