import { headers } from 'next/headers';
import { networkOf, type Client } from '@/lib/limits';
import { nameDevice } from './name-device';

/** Set by lib/http, which removed what a client may have sent under this name. */
const CLIENT_HEADER = 'x-tuppence-client';

/** Where this request comes from, for limits and for the list of sessions. */
export async function currentClient(): Promise<Client & { device: string }> {
  const sent = await headers();
  return { ...networkOf(sent.get(CLIENT_HEADER)), device: nameDevice(sent.get('user-agent')) };
}
