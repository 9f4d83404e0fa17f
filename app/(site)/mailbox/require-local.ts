import { headers } from 'next/headers';
import { notFound } from 'next/navigation';

/**
 * The mailbox exists only in the sandbox and only for this machine: `server.ts` marks such requests
 * and strips the mark from all others (DESIGN.md 6). For everybody else the page does not exist.
 */
export async function requireLocal(): Promise<void> {
  if ((await headers()).get('x-tuppence-local') !== '1') notFound();
}
