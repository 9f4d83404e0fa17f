import 'server-only';
import type { SignInAnswer } from '@/lib/auth';
import { env } from '@/lib/env';

/** A step of signing in as a browser takes it: go there, and keep these cookies. */
export function answerSignIn({ goTo, cookies }: SignInAnswer): Response {
  const headers = new Headers({ 'Cache-Control': 'private, no-store', Location: new URL(goTo, env().APP_URL).href });
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return new Response(null, { status: 303, headers });
}
