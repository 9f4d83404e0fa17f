import { headers } from 'next/headers';
import { networkOf, type Client } from '@/lib/limits';
import { nameDevice } from './name-device';

/** Set by lib/http, which removed what a client may have sent under this name. */
const CLIENT_HEADER = 'x-tuppence-client';

/** A request's source: its widths for limits, and the words by which its owner knows it again. */
export type Here = Client & {
  /** The whole address, for lib/origins alone; null when it is not known. */
  address: string | null;
  device: string;
};

/** Where this request comes from, for limits, for the list of sessions and for lib/origins. */
export async function currentClient(): Promise<Here> {
  const sent = await headers();
  const address = sent.get(CLIENT_HEADER);
  return { ...networkOf(address), address, device: nameDevice(sent.get('user-agent')) };
}
