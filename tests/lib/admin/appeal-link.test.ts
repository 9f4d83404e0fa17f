import { expect, it } from 'vitest';
import { appealUrl, readAppealToken } from '@/lib/admin';
import { billToken, readBillToken } from '@/lib/billing';
import { newId } from '@/lib/ids';
import { describeSignedLink } from '../../support/signed-links';

const path = (id: string) => new URL(appealUrl(id)).pathname;
const token = (id: string) => path(id).split('/').at(-1) ?? '';
describeSignedLink('the link to appeal', /^\/appeal\/[A-Za-z0-9_-]{46}$/, { path, token, read: readAppealToken });

it('is no link to a bill of the same number, nor the other way round', () => {
  const id = newId();
  expect(readBillToken(token(id))).toBeNull();
  expect(readAppealToken(billToken(id))).toBeNull();
});
