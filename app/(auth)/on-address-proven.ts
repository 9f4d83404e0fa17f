import 'server-only';
import type { AddressProven } from '@/lib/auth';
import { joinGuestPayments } from '@/lib/users';

/** What signing in sets in motion above lib/auth, in its own transaction. */
export const onAddressProven: AddressProven = async (tx, personId, email) => {
  await joinGuestPayments(tx, personId, email);
};
