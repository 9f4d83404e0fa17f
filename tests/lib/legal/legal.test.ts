import { beforeAll, expect, test } from 'vitest';
import { getDb, getPool, inTransaction } from '@/db/client';
import {
  acceptTerms, assertLegalTextsPublished, currentLegalText, legalDocuments, LegalTextIsDraft, LegalTextsUntouched, listLegalTexts,
  needsConsent, publishLegalText, readLegalText, requireConsent,
} from '@/lib/legal';
import { changeSetting } from '@/lib/settings';
import { addPerson } from '../../support/people';
import { useWorld } from '../../support/world';

useWorld();

let admin = '';
beforeAll(async () => {
  admin = (await addPerson({ isAdmin: true })).id;
});

const publish = (document: 'terms' | 'privacy' | 'imprint', body: string) =>
  inTransaction((tx) => publishLegalText(tx, { document, body, actorId: admin }));

test('until somebody publishes one, each text is a draft that says so and names the operator', async () => {
  await inTransaction((tx) =>
    changeSetting(tx, {
      name: 'imprint',
      actorId: admin,
      value: { operatorName: 'Pennies Ltd', address: 'Mill Lane 1\nAB1 2CD Ely', country: 'United Kingdom', email: 'us@pennies.example', registerId: '', vatId: 'GB1' },
    }),
  );
  for (const document of legalDocuments) {
    const draft = await currentLegalText(getDb(), document);
    expect(draft).toMatchObject({ version: 0, publishedAt: null });
    expect(draft.body).toMatch(/^\*\*Draft: have a lawyer read this\.\*\*/);
    expect(draft.body).toContain('Pennies Ltd'.slice(0, document === 'privacy' ? undefined : 7));
    expect(readLegalText(draft.body).length).toBeGreaterThan(3);
  }
  expect((await currentLegalText(getDb(), 'imprint')).body).toContain('AB1 2CD Ely');
});

test('a live key is refused until the last of the three is published, and a draft is no publication', async () => {
  await expect(assertLegalTextsPublished(getDb())).rejects.toThrow(/terms, privacy, imprint/);
  const draft = await currentLegalText(getDb(), 'terms');
  await expect(publish('terms', draft.body)).rejects.toBeInstanceOf(LegalTextIsDraft);
  await publish('terms', '# Terms\n\nBe kind.');
  await publish('privacy', 'We keep little.');
  await expect(assertLegalTextsPublished(getDb())).rejects.toBeInstanceOf(LegalTextsUntouched);
  await publish('imprint', 'Pennies Ltd');
  await assertLegalTextsPublished(getDb());
});

test('what people agreed to is kept by version, and asked again when a new one is published', async () => {
  const fan = await addPerson();
  await expect(requireConsent(getDb(), fan.id)).rejects.toMatchObject({ code: 'ConsentNeeded' });
  await inTransaction((tx) => acceptTerms(tx, fan.id));
  await inTransaction((tx) => acceptTerms(tx, fan.id));
  expect(await needsConsent(getDb(), fan.id)).toBe(false);
  const version = await publish('terms', 'Be very kind.');
  expect(await needsConsent(getDb(), fan.id)).toBe(true);
  await inTransaction((tx) => acceptTerms(tx, fan.id));
  expect(await needsConsent(getDb(), fan.id)).toBe(false);
  const { rows } = await getPool().query('select version from consent where person_id = $1 and document = $2 order by version', [fan.id, 'terms']);
  expect(rows.map((row) => row.version)).toEqual([version - 1, version]);
});

test('two admins who publish at once make two versions, and no version can be changed or removed', async () => {
  const versions = await Promise.all([publish('privacy', 'One.'), publish('privacy', 'Other.')]);
  expect(new Set(versions).size).toBe(2);
  expect((await listLegalTexts(getDb(), 'privacy')).map((text) => text.version)).toEqual([3, 2, 1]);
  await expect(getPool().query("update legal_text set body = 'x'")).rejects.toThrow(/only grows/);
  await expect(getPool().query('delete from legal_text')).rejects.toThrow(/only grows/);
});

test('what an admin pastes is drawn as text: no HTML, no script, no address that runs', () => {
  const blocks = readLegalText('<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) [b](//evil) [c](/privacy) [d](https://x.example) **bold** *soft* `code`');
  expect(JSON.stringify(blocks)).not.toContain('"href":"javascript');
  const spans = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.spans : []));
  expect(spans.flatMap((span) => (span.kind === 'link' ? [span.href] : []))).toEqual(['/privacy', 'https://x.example']);
  expect(spans).toContainEqual({ kind: 'text', text: '<img src=x onerror=alert(1)>' });
  expect(spans).toContainEqual({ kind: 'strong', text: 'bold' });
});
