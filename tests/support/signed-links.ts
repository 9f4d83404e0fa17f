import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/ids';

type SignedLink = { path: (id: string) => string; token: (id: string) => string; read: (token: string) => string | null };

/** Proves of a link that is signed and not stored that it opens one thing and nothing else. */
export function describeSignedLink(name: string, path: RegExp, link: SignedLink): void {
  beforeAll(() => {
    Object.assign(process.env, {
      DATABASE_URL: 'postgres://localhost/unused',
      APP_URL: 'http://localhost:3999',
      AUTH_SECRET: 'tests-only-0123456789abcdef0123456789abcdef',
      STRIPE_SECRET_KEY: 'sk_test_sandbox',
      STRIPE_API_BASE: 'http://127.0.0.1:1',
      TUPPENCE_SANDBOX: 'on',
    });
  });

  describe(name, () => {
    it('opens what it was made for', () => {
      const id = newId();
      expect(link.read(link.token(id))).toBe(id);
      expect(link.path(id)).toMatch(path);
    });

    it('opens nothing once any one character of it is changed', () => {
      const token = link.token(newId());
      for (let at = 0; at < token.length; at += 1) {
        const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
        expect(link.read(changed), `character ${at}`).toBeNull();
      }
    });

    it.each(['', 'x', '../../etc/passwd', 'a'.repeat(10_000), `${'A'.repeat(46)}=`])('refuses %j', (token) => {
      expect(link.read(token)).toBeNull();
    });
  });
}
