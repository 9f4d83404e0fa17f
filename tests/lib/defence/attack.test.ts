import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { getDb, getPool } from '@/db/client';
import { mailMessage, payment } from '@/db/schema';
import { liftMeasure, listAttacks, listHours } from '@/lib/defence';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { addPerson } from '../../support/people';
import { sdkOf } from '../../support/sandbox-controls';
import { addCreator, readByKey } from '../../support/tips';
import { useWorld } from '../../support/world';
import { BAD_CARDS, browserAt, countRows, forgetAll, learn, measuresOf, newConnection, testCards, tipFrom, typeCard, withProof } from './attack';

const { sandbox } = useWorld();

// What is counted everywhere is counted over the tests of this file.
beforeEach(() => forgetAll());

async function countSessions(): Promise<number> {
  return (await sdkOf(sandbox()).checkout.sessions.list({ limit: 100 })).data.length;
}

/** Two bad cards from each of so many addresses, with a proof where one is asked for. */
async function fromManyHosts(hosts: number, creatorId: string): Promise<void> {
  for (let host = 0; host < hosts; host += 1) {
    const thief = browserAt();
    const typed = await testCards(thief, creatorId, 2, { learns: false });
    if (typed === 0) await testCards(withProof(thief), creatorId, 2, { learns: false });
  }
  await learn();
}

/** As if half a minute had passed for who is slowed down. */
const passHalfAMinute = () => getPool().query("update card_measure set let_at = let_at - interval '31 seconds'");

describe('somebody who tries stolen cards', () => {
  it('is slowed down, then asked for a proof, then blocked; blocked, nothing is written and no page is opened', async () => {
    const [to, thief] = [await addCreator(), browserAt()];
    expect(await testCards(thief, to.id, 4)).toBe(4);
    expect(await tipFrom(thief, to.id)).toMatch(/^http/);
    expect(await tipFrom(thief, to.id)).toBe('PleaseWait');
    await passHalfAMinute();
    expect(await testCards(thief, to.id, 2)).toBe(2);
    expect(await tipFrom(thief, to.id)).toBe('ChallengeNeeded');
    for (let round = 0; round < 2; round += 1) await testCards(withProof(thief), to.id, 3);
    const [rows, sessions] = [await countRows(), await countSessions()];
    expect(await tipFrom(withProof(thief), to.id)).toBe('CardsBlocked');
    expect(await tipFrom(browserAt({ connection: thief.connection }), to.id), 'a new browser behind the same address').toBe('CardsBlocked');
    expect(await tipFrom(browserAt({ browser: thief.browser }), to.id), 'the same browser from elsewhere').toBe('CardsBlocked');
    expect([await countRows(), await countSessions()]).toEqual([rows, sessions]);
  });

  it('finds the pages closed that were opened before the block', async () => {
    const [to, thief] = [await addCreator(), browserAt()];
    const pages = await Promise.all(Array.from({ length: 6 }, () => tipFrom(thief, to.id)));
    for (const [place, number] of [...BAD_CARDS, ...BAD_CARDS].slice(0, 11).entries()) await typeCard(pages[place % 3] ?? '', number);
    await learn();
    expect(await tipFrom(thief, to.id)).toBe('CardsBlocked');
    expect(await runJob('defence', new Date())).toMatchObject({ closed: 6 });
    for (const page of pages) expect(await typeCard(page, '4242424242424242')).toBe(false);
    expect(await runJob('defence', new Date())).toMatchObject({ closed: 0 });
  });

  it('is asked for a proof too when they open many pages before any card is refused, on all servers together', async () => {
    const [to, thief] = [await addCreator(), browserAt()];
    const answers = await Promise.all(Array.from({ length: 60 }, () => tipFrom(thief, to.id)));
    expect(answers.filter((answer) => answer.startsWith('http')).length).toBe(40);
    expect(new Set(answers.filter((answer) => !answer.startsWith('http')))).toEqual(new Set(['ChallengeNeeded']));
  });

  it('who changes the address for each try of one card is known by the card', async () => {
    const to = await addCreator();
    const thieves = Array.from({ length: 9 }, () => browserAt());
    for (const thief of thieves) {
      await typeCard(await tipFrom(thief, to.id), '4000000000000002');
      await learn();
    }
    expect(await tipFrom(thieves[0] ?? browserAt(), (await addCreator()).id)).toMatch(/^http/);
    expect(await tipFrom(thieves[4] ?? browserAt(), (await addCreator()).id)).toBe('ChallengeNeeded');
    expect(await tipFrom(thieves[8] ?? browserAt(), (await addCreator()).id)).toBe('CardsBlocked');
  });

  it('counts each refused card once, however often it is told', async () => {
    const [to, thief] = [await addCreator(), browserAt()];
    await testCards(thief, to.id, 2);
    const count = async () => (await getPool().query('select count(*)::int as n from card_refusal')).rows[0];
    const before = await count();
    await getPool().query("update webhook_event set state = 'waiting', next_attempt_at = now()");
    await runJob('inbox', new Date());
    expect(await count()).toEqual(before);
  });
});

describe('an attack on one page', () => {
  it('an honest fan beside it still tips, and who is signed in always finds a way; the admins are told once', async () => {
    const [to, other, admin] = [await addCreator(), await addCreator(), await addPerson({ isAdmin: true })];
    await fromManyHosts(5, to.id);
    const honest = browserAt();
    expect(await tipFrom(honest, to.id)).toBe('ChallengeNeeded');
    const key = newId();
    const url = await tipFrom(withProof(honest), to.id, key);
    expect(await typeCard(url, '4242424242424242', 'honest@mail.example')).toBe(true);
    await learn();
    expect((await readByKey(key)).tip.status).toBe('received');
    expect(await tipFrom(honest, other.id), 'other pages know nothing of it').toMatch(/^http/);
    await fromManyHosts(16, to.id);
    expect(await tipFrom(withProof(honest), to.id), 'the page rests for guests').toBe('PageRests');
    const person = await addPerson();
    expect(await tipFrom(withProof(browserAt({ personId: person.id })), to.id)).toMatch(/^http/);
    const mails = (await getDb().select().from(mailMessage).where(eq(mailMessage.recipient, admin.email ?? ''))).filter(({ subject }) => subject.includes('on a page'));
    expect(mails.map(({ subject }) => subject)).toEqual(['Somebody is trying stolen cards on a page']);
  });

  it('a page that many people love and that has some refused cards asks for nothing', async () => {
    const to = await addCreator();
    await Promise.all(Array.from({ length: 40 }, () => tipFrom(browserAt(), to.id)));
    await fromManyHosts(6, to.id);
    expect(await tipFrom(browserAt(), to.id)).toMatch(/^http/);
  });

  it('is seen by an admin with its limits and numbers, who lifts it with a reason; from then on it counts anew', async () => {
    const [to, admin] = [await addCreator(), await addPerson({ isAdmin: true })];
    await fromManyHosts(5, to.id);
    expect(await tipFrom(browserAt(), to.id)).toBe('ChallengeNeeded');
    const attack = (await listAttacks(getDb(), 50)).find(({ creator }) => creator?.id === to.id);
    expect(attack).toMatchObject({ limit: 'creator', step: 'challenge', refusals: 10, heldUp: 1, isInForce: true });
    expect((await listHours(getDb())).reduce((sum, hour) => sum + hour.refusals, 0)).toBeGreaterThanOrEqual(10);
    const lift = (reason: string) => liftMeasure({ actorId: admin.id, measureId: attack?.id ?? '', reason });
    await expect(lift(' ')).rejects.toMatchObject({ code: 'ReasonNeeded', field: 'reason' });
    await lift('A launch; the fans are real');
    await expect(lift('Once more')).rejects.toMatchObject({ code: 'MeasureNotFound' });
    await fromManyHosts(1, to.id);
    expect(await tipFrom(browserAt(), to.id)).toMatch(/^http/);
    const { rows } = await getPool().query("select actor_id, reason, detail from audit_log where action = 'defence.lift'");
    expect(rows).toEqual([{ actor_id: admin.id, reason: 'A launch; the fans are real', detail: { limit: 'creator', step: 'challenge', refusals: 10 } }]);
  });
});

it('who has paid here before is asked for a proof where strangers behind the same address are blocked', async () => {
  const [to, person, connection] = [await addCreator(), await addPerson(), newConnection()];
  const key = newId();
  expect(await typeCard(await tipFrom(browserAt({ personId: person.id }), to.id, key), '4242424242424242')).toBe(true);
  await learn();
  const { payment: paid } = await readByKey(key);
  await getDb().update(payment).set({ settledAt: new Date(Date.now() - 2 * 86_400_000) }).where(eq(payment.id, paid.id));
  const thieves = Array.from({ length: 6 }, () => browserAt({ connection }));
  for (const thief of thieves) {
    await testCards(withProof(thief), (await addCreator()).id, 2);
    await passHalfAMinute();
  }
  expect(await tipFrom(withProof(browserAt({ connection })), to.id)).toBe('CardsBlocked');
  const known = browserAt({ connection, personId: person.id });
  expect(await tipFrom(known, to.id)).toBe('ChallengeNeeded');
  expect(await tipFrom(withProof(known), to.id)).toMatch(/^http/);
  expect(await measuresOf('connection')).toContainEqual(expect.objectContaining({ step: 'block', refusals: 12 }));
});

it('behind a proxy that we were not told of nobody is blocked for what others typed: they are asked for a proof', async () => {
  const [to, connection] = [await addCreator(), '10.0.0.7'];
  const crowd = await Promise.all(Array.from({ length: 50 }, () => tipFrom(browserAt({ connection }), to.id)));
  expect(crowd.filter((answer) => !answer.startsWith('http'))).toEqual([]);
  const thieves = Array.from({ length: 6 }, () => browserAt({ connection }));
  for (const thief of thieves) {
    await testCards(withProof(thief), (await addCreator()).id, 2);
    await passHalfAMinute();
  }
  expect(await measuresOf('connection')).toContainEqual(expect.objectContaining({ step: 'block' }));
  expect(await tipFrom(browserAt({ connection }), to.id)).toBe('ChallengeNeeded');
  expect(await tipFrom(withProof(browserAt({ connection })), to.id)).toMatch(/^http/);
});
