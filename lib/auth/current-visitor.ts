import { cookies } from 'next/headers';
import { currentClient } from './current-client';
import type { Visitor } from './sign-in';

/** The browser of this request, for a step of signing in. */
export async function currentVisitor(): Promise<Visitor> {
  const jar = (await cookies()).getAll();
  return { ...(await currentClient()), cookies: Object.fromEntries(jar.map(({ name, value }) => [name, value])) };
}
