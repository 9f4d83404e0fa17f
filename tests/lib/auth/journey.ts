import { desc, like } from 'drizzle-orm';
import { getDb } from '@/db/client';
import { mailMessage } from '@/db/schema';
import { signInWithLink, type AddressProven, type SignInAnswer, type Visitor } from '@/lib/auth';

export const HERE: Visitor = { connection: '203.0.113.9', network: '203.0.113.0/24', device: 'Firefox on Linux', cookies: {} };
const nothing: AddressProven = () => Promise.resolve();

/** The token of the newest link in the outbox, as its reader finds it. */
export async function mailedToken(): Promise<string> {
  const [mail] = await getDb().select().from(mailMessage).where(like(mailMessage.key, 'signin:%')).orderBy(desc(mailMessage.id)).limit(1);
  const url = /http\S+\/sign-in\/confirm\S+/.exec(mail?.bodyText ?? '')?.[0] ?? '';
  return new URL(url).searchParams.get('token') ?? '';
}

/** Presses the button of the page that a link leads to. */
export function press(token: string, more: { to?: string; visitor?: Partial<Visitor>; onAddressProven?: AddressProven } = {}): Promise<SignInAnswer> {
  return signInWithLink({ token, to: more.to }, { ...HERE, ...more.visitor }, { onAddressProven: more.onAddressProven ?? nothing });
}

/** The session's cookie in an answer, or null. */
export function sessionOf(answer: SignInAnswer): string | null {
  return answer.cookies.map((cookie) => /^sid=([^;]+)/.exec(cookie)?.[1]).find(Boolean) ?? null;
}
