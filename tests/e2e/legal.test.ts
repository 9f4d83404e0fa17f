import { expect, test } from 'vitest';
import { inTransaction } from '@/db/client';
import { legalDocuments, publishLegalText } from '@/lib/legal';
import { boot } from '../support/boot';
import { useTestDatabase } from '../support/database';
import { addPerson } from '../support/people';

const database = useTestDatabase();

const real = () => ({
  TUPPENCE_SANDBOX: 'off',
  APP_URL: 'https://tuppence.example',
  PORT: '0',
  AUTH_SECRET: 'x'.repeat(40),
  STRIPE_SECRET_KEY: 'sk_live_secret',
  STRIPE_WEBHOOK_SECRET: 'whsec_secret',
  SMTP_URL: 'smtps://mail:password@mail.example',
  DATABASE_URL: database.url(),
});

test('a live key does not boot while a legal text is still the shipped draft, and says which', async () => {
  const { code, words } = await boot(real());
  expect(code).toBe(1);
  expect(words).toContain('Legal texts: still the shipped drafts: terms, privacy, imprint');
  expect(words).not.toContain('sk_live_secret');
});

test('a test key boots, so that the texts can be published', async () => {
  expect(await boot({ ...real(), STRIPE_SECRET_KEY: 'sk_test_secret' })).toMatchObject({ code: 0 });
});

test('with all three published, the live key boots', async () => {
  const actorId = (await addPerson({ isAdmin: true })).id;
  for (const document of legalDocuments) await inTransaction((tx) => publishLegalText(tx, { document, body: `Our ${document}.`, actorId }));
  expect(await boot(real())).toMatchObject({ code: 0 });
});
