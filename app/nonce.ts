import { headers } from 'next/headers';

/**
 * The nonce of this render, for a style element of ours. `server.ts` made it and put it into the
 * request's policy, where Next finds it for its own scripts too; a policy sent by a client never
 * arrives here.
 */
export async function styleNonce(): Promise<string | undefined> {
  const policy = (await headers()).get('content-security-policy');
  return policy?.match(/'nonce-([^']+)'/)?.[1];
}
