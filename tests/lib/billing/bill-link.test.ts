import { beforeAll, describe, expect, it } from 'vitest';
import { billPath, billToken, readBillToken } from '@/lib/billing';
import { newId } from '@/lib/ids';
import { readReceiptToken, receiptToken } from '@/lib/payments';

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

describe('the link to a bill', () => {
  it('opens the bill it was made for', () => {
    const billId = newId();
    expect(readBillToken(billToken(billId))).toBe(billId);
    expect(billPath(billId)).toMatch(/^\/bills\/[A-Za-z0-9_-]{46}$/);
  });

  it('opens nothing once any one character of it is changed', () => {
    const token = billToken(newId());
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(readBillToken(changed), `character ${at}`).toBeNull();
    }
  });

  it('is no link to a receipt of the same number, nor the other way round', () => {
    const id = newId();
    expect(readBillToken(receiptToken(id))).toBeNull();
    expect(readReceiptToken(billToken(id))).toBeNull();
  });

  it.each(['', 'x', '../../etc/passwd', 'a'.repeat(10_000), `${'A'.repeat(46)}=`])('refuses %j', (token) => {
    expect(readBillToken(token)).toBeNull();
  });
});
