import 'server-only';
import { currentClient, type AddressProven } from '@/lib/auth';
import { recordOrigin } from '@/lib/origins';
import { businessClock } from '@/lib/stripe';
import { joinGuestPayments } from '@/lib/users';

/** What signing in sets in motion above lib/auth, in its own transaction. The clock is asked before that. */
export async function whenAddressProven(): Promise<AddressProven> {
  const [from, now] = [await currentClient(), await businessClock()];
  return async (tx, personId, email) => {
    await joinGuestPayments(tx, personId, email);
    await recordOrigin(tx, { deed: 'sign_in', personId, from, now });
  };
}
