import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getDb, getPool, inTransaction } from '@/db/client';
import { cardPage, mailMessage } from '@/db/schema';
import { addMilliseconds } from '@/lib/dates';
import { forgetOldPages, noteRefusals } from '@/lib/defence';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { addPerson } from '../../support/people';
import { control } from '../../support/sandbox-controls';
import { addCreator } from '../../support/tips';
import { useWorld } from '../../support/world';
import { browserAt, BAD_CARDS, forgetAll, learn, testCards, tipFrom, typeCard, withProof } from './attack';

const { sandbox } = useWorld();

beforeEach(() => forgetAll());
afterEach(async () => {
  await control(sandbox(), 'DELETE', '/chaos');
});

it('a page that the processor did not close is closed at the next run', async () => {
  const [to, thief] = [await addCreator(), browserAt()];
  const url = await tipFrom(thief, to.id);
  for (const number of BAD_CARDS.slice(0, 5)) await typeCard(url, number);
  await learn();
  await control(sandbox(), 'POST', '/chaos/api', { action: 'rate_limit', method: 'POST', path: '/v1/checkout/sessions/*', times: 3 });
  expect(await runJob('defence', new Date())).toMatchObject({ closed: 0 });
  await control(sandbox(), 'DELETE', '/chaos');
  expect(await runJob('defence', new Date())).toMatchObject({ closed: 1 });
  expect(await typeCard(url, '4242424242424242')).toBe(false);
});

it('what is told long after it happened is no attack that goes on', async () => {
  const [to, thief] = [await addCreator(), browserAt()];
  await tipFrom(thief, to.id);
  const [page] = await getDb().select().from(cardPage);
  const now = new Date();
  const tell = (minutesAgo: number) =>
    inTransaction((tx) => noteRefusals(tx, [{
      pageId: page?.id ?? '',
      tries: Array.from({ length: 5 }, () => ({ id: newId(), cardFingerprint: null, email: null, code: null, happenedAt: addMilliseconds(now, -minutesAgo * 60_000) })),
    }], now));
  expect(await tell(61)).toBe(false);
  expect(await tipFrom(thief, to.id)).toMatch(/^http/);
  expect(await tell(59)).toBe(true);
  expect(await tipFrom(thief, to.id)).toBe('ChallengeNeeded');
});

it('refused cards of a page that nobody here opened count against nobody', async () => {
  const tries = [{ id: newId(), cardFingerprint: 'f', email: 'a@b.example', code: null, happenedAt: new Date() }];
  expect(await inTransaction((tx) => noteRefusals(tx, [{ pageId: newId(), tries }], new Date()))).toBe(false);
  expect((await getPool().query('select 1 from card_refusal')).rows).toEqual([]);
});

it('what is over is forgotten after thirty days, what was done about it after half a year, and what is in force never', async () => {
  const [to, thief] = [await addCreator(), browserAt()];
  await testCards(thief, to.id, 5, { onEach: 5 });
  await tipFrom(withProof(thief), to.id);
  const left = async () => (await getPool().query(`select (select count(*)::int from card_page) as pages, (select count(*)::int from card_refusal) as refusals,
    (select count(*)::int from spent_proof) as proofs, (select count(*)::int from card_measure) as measures`)).rows[0];
  const before = await left();
  await forgetOldPages(new Date());
  expect(await left()).toEqual(before);
  await getPool().query("update card_page set opened_at = opened_at - interval '31 days'");
  await getPool().query("update card_refusal set learned_at = learned_at - interval '31 days'");
  await getPool().query("update spent_proof set spent_at = spent_at - interval '2 days'");
  await forgetOldPages(new Date());
  expect(await left()).toEqual({ pages: 0, refusals: 0, proofs: 0, measures: before.measures });
  await getPool().query("update card_measure set until = until - interval '181 days'");
  await forgetOldPages(new Date());
  expect(await left()).toMatchObject({ measures: 0 });
});

it('admins are mailed when somebody is blocked, once an hour however many are', async () => {
  const admin = await addPerson({ isAdmin: true });
  for (let thieves = 0; thieves < 2; thieves += 1) {
    const thief = browserAt();
    // On two pages, so that it is the thief who is noticed and not what they do to a page.
    const urls = [await tipFrom(thief, (await addCreator()).id), await tipFrom(thief, (await addCreator()).id)];
    for (const url of urls) for (const number of BAD_CARDS.slice(0, 6)) await typeCard(url, number);
    await learn();
  }
  const mails = await getDb().select().from(mailMessage).where(eq(mailMessage.recipient, admin.email ?? ''));
  expect(mails.filter(({ subject }) => subject.includes('blocked'))).toHaveLength(1);
  expect(mails[0]?.bodyText).toContain('/admin/defence');
});
