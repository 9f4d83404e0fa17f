import { env } from '@/lib/env';
import { continueOnboarding } from '@/lib/payout-accounts';
import { door } from '../../../door';

/**
 * Where the processor sends a payee whose link was used or too old: to another one. It makes nothing
 * here, and whoever is not signed in as that creator gets none.
 */
export const GET = door({ name: 'payout_account.continue', who: 'creator' }, async ({ viewer }) => {
  const goTo = (await continueOnboarding(viewer.creator.id)) ?? new URL('/dashboard/payout-account', env().APP_URL).href;
  return new Response(null, { status: 303, headers: { Location: goTo } });
});
