import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { getDb, getPool } from '@/db/client';
import { payHostedPage } from '@/db/seed/pay-hosted-page';
import type { Source } from '@/lib/defence';
import { beginsWithZeros, roundText } from '@/lib/defence/input';
import { writeToken } from '@/lib/defence/tokens';
import { isRefusal } from '@/lib/errors';
import { newId, newToken } from '@/lib/ids';
import { runJob } from '@/lib/jobs';
import { startTip } from '@/lib/tips';
import { wishFor } from '../../support/tips';

/** Cards of the sandbox that a bank refuses, each another number. */
export const BAD_CARDS = ['4000000000000002', '4000000000009995', '4000000000009987', '4000000000009979', '4000000000000069', '4000000000000127', '4000000000000119', '4000000000006975'];

let hosts = 0;
/** An address that nobody had before. */
export function newConnection(): string {
  hosts += 1;
  return `198.51.${100 + Math.floor(hosts / 250)}.${(hosts % 250) + 1}`;
}

/** A browser somewhere; signed in or not, with a proof or without. */
export function browserAt(change: Partial<Source> = {}): Source {
  return { connection: newConnection(), browser: newToken(), personId: null, email: null, pass: null, ...change };
}

/** Starts a tip from there, as the action does; answers the hosted page, or the code of the refusal. */
export async function tipFrom(source: Source, creatorId: string, key = newId()): Promise<string> {
  const payer = { personId: source.personId, connection: source.connection, source };
  try {
    return (await startTip({ key, creatorId, wish: wishFor(300), now: new Date(), payer })).checkoutUrl;
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

/** Types a card on a hosted page; whether it was taken. */
export async function typeCard(url: string, number: string, email = 'thief@mail.example'): Promise<boolean> {
  return payHostedPage(url, { email, method: 'card', number }).then(() => true, () => false);
}

/** Learns of everything that happened at the processor. */
export const learn = () => runJob('reconcile', new Date());

/** Types so many bad cards, `onEach` on a page, and learns of them after every page. */
export async function testCards(source: Source, creatorId: string, most: number, { onEach = 4, learns = true } = {}): Promise<number> {
  let refused = 0;
  while (refused < most) {
    const url = await tipFrom(source, creatorId);
    if (!url.startsWith('http')) return refused;
    for (let typed = 0; typed < onEach && refused < most; typed += 1) {
      await typeCard(url, BAD_CARDS[refused % BAD_CARDS.length] ?? '');
      refused += 1;
    }
    if (learns) await learn();
  }
  return refused;
}

/** What a browser does with a puzzle. */
export function solve({ puzzle, bits, rounds }: { puzzle: string; bits: number; rounds: number }): string {
  return Array.from({ length: rounds }, (_, round) => {
    for (let tried = 0; ; tried += 1) {
      if (beginsWithZeros(createHash('sha256').update(roundText(puzzle, round, tried)).digest(), bits)) return tried;
    }
  }).join(',');
}

/**
 * The same browser with a proof in its cookie: the very pass that a solved puzzle is answered with,
 * without the tens of thousands of hashes that challenge.test.ts goes through to get one.
 */
export function withProof(source: Source): Source {
  return { ...source, pass: writeToken('pass', source.connection, { seconds: Math.floor(Date.now() / 1000) + 600 }) };
}

/** How many rows there are of what a blocked try must not leave. */
export async function countRows(): Promise<unknown> {
  const { rows } = await getDb().execute(sql`
    select (select count(*)::int from tip) as tips, (select count(*)::int from payment) as payments,
      (select count(*)::int from card_setup) as setups, (select count(*)::int from card_page) as pages, (select count(*)::int from fan) as fans`);
  return rows[0];
}

export async function measuresOf(limit: string): Promise<{ step: string; refusals: number; held_up: number }[]> {
  const { rows } = await getPool().query('select step, refusals, held_up from card_measure where limit_name = $1 order by began_at', [limit]);
  return rows;
}

/** The defence as it is on its first day. */
export async function forgetAll(): Promise<void> {
  await getPool().query('truncate card_page, card_refusal, card_measure, rate_limit');
}
