import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { newId } from '@/lib/ids';
import { ACCOUNT_KINDS, accountId, balanceOf, findTransaction, findTransactions, monthView, postTransfers, reverseTransfers, TRANSFER_KINDS, type TransferInput } from '@/lib/ledger';
import { useTestDatabase } from '../../support/database';
import { earned, event, NOW, post, reserved, seat, tip } from './events';

useTestDatabase();

test('the chart in code and the chart in the database are the same', async () => {
  const read = async (table: string) => (await getDb().execute(sql.raw(table))).rows;
  expect(await read('select name, code, class, owned, floored from ledger_account_kind order by code')).toEqual(
    Object.entries(ACCOUNT_KINDS).map(([name, row]) => ({ name, ...row })));
  expect(await read('select name, code from ledger_transfer_kind order by code')).toEqual(
    Object.entries(TRANSFER_KINDS).map(([name, { code }]) => ({ name, code })));
  const rules = await read(`select t.name || ' ' || d.name || ' ' || c.name as rule from ledger_rule r
    join ledger_transfer_kind t on t.code = r.transfer_kind join ledger_account_kind d on d.code = r.debit_kind
    join ledger_account_kind c on c.code = r.credit_kind order by 1`);
  expect(rules.map(({ rule }) => rule)).toEqual(
    Object.entries(TRANSFER_KINDS).flatMap(([name, { moves }]) => moves.map((pair) => [name, ...pair].join(' '))).toSorted());
});

test('an account has the same id in code and in the database', async () => {
  for (const ref of [...Object.values(seat(newId())), ...Object.values(seat(newId().toUpperCase(), 'JPY'))]) {
    const { rows } = await getDb().execute(sql`select ledger_account_id(${ACCOUNT_KINDS[ref.kind].code}::smallint, ${ref.owner}::uuid, ${ref.currency}) as id`);
    expect(rows).toEqual([{ id: accountId(ref) }]);
  }
});

test('an event that arrives fifty times at once has one effect', async () => {
  const owner = newId();
  const once = tip(owner, 300, 'ch_fifty');
  const answers = (await Promise.all(Array.from({ length: 50 }, () => post(once)))).flat();
  expect(answers.toSorted()).toEqual([...Array<string>(49).fill('already_posted'), 'posted']);
  expect(await balanceOf(getDb(), seat(owner).held)).toBe(300);
});

test('fifty handlers that each minted their own ids for one charge still have one effect', async () => {
  const owner = newId();
  const answers = (await Promise.all(Array.from({ length: 50 }, () => post(tip(owner, 300, 'ch_minted'))))).flat();
  expect(answers.filter((answer) => answer === 'posted')).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'already_posted')).toHaveLength(49);
  expect(await balanceOf(getDb(), seat(owner).held)).toBe(300);
});

test('fifty payouts asked at once reserve what is there and not a cent more', async () => {
  const owner = newId();
  await post(earned(owner, 1000));
  const answers = (await Promise.all(Array.from({ length: 50 }, () => post(reserved(owner, 300))))).flat();
  expect(answers.filter((answer) => answer === 'posted')).toHaveLength(3);
  expect(answers.filter((answer) => answer === 'no_funds')).toHaveLength(47);
  expect(await balanceOf(getDb(), seat(owner).available)).toBe(100);
  expect(await balanceOf(getDb(), seat(owner).reserved)).toBe(900);
});

test('writers that need the same accounts in crossing order all come through', async () => {
  const [one, two] = [newId(), newId()];
  await post(earned(one, 100_000), earned(two, 100_000));
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) =>
    at % 2 === 0 ? post(reserved(one, 7), reserved(two, 7)) : post(reserved(two, 7), reserved(one, 7))));
  expect(new Set(answers.flat())).toEqual(new Set(['posted']));
  expect(await balanceOf(getDb(), seat(one).reserved)).toBe(280);
});

test('a deadlock between two calls of two transactions is tried again, and both post', async () => {
  const [one, two] = [newId(), newId()];
  await post(earned(one, 100), earned(two, 100));
  const [first, second] = [gate(), gate()];
  let attempts = 0;
  const cross = (from: string, to: string, mine: Gate, theirs: Gate) => {
    const [spend, then] = [reserved(from, 10), reserved(to, 10)];
    return inTransaction(async (tx) => {
      attempts += 1;
      const answers = await postTransfers(tx, spend);
      mine.open();
      await theirs.opened;
      return [...answers, ...(await postTransfers(tx, then))];
    });
  };
  expect(await Promise.all([cross(one, two, first, second), cross(two, one, second, first)])).toEqual([['posted', 'posted'], ['posted', 'posted']]);
  expect(attempts).toBe(3);
  expect(await balanceOf(getDb(), seat(one).reserved)).toBe(20);
});

test('a serialization failure is tried again with the same ids', async () => {
  const owner = newId();
  const once = tip(owner, 500);
  let attempts = 0;
  const answers = await inTransaction(async (tx) => {
    attempts += 1;
    const answer = await postTransfers(tx, once);
    if (attempts === 1) await tx.execute(sql`do $$ begin raise exception 'try again' using errcode = '40001'; end $$`);
    return answer;
  });
  expect([answers, attempts]).toEqual([['posted'], 2]);
  expect(await balanceOf(getDb(), seat(owner).held)).toBe(500);
});

test('one call posts what it can, in order, and answers for each transfer', async () => {
  const owner = newId();
  const first = tip(owner, 300, 'ch_mixed');
  expect(await post(
    reserved(owner, 50), earned(owner, 100), reserved(owner, 60), reserved(owner, 60), first, first,
    tip(owner, 300, 'ch_mixed'), tip(owner, 301, 'ch_mixed'), tip(owner, -5),
  )).toEqual([
    'no_funds', 'posted', 'posted', 'posted', 'no_funds', 'posted', 'already_posted', 'already_posted', 'id_reused', 'invalid',
  ]);
});

test('one id with two contents in one call posts neither, whatever came first', async () => {
  const [owner, transactionId] = [newId(), newId()];
  expect(await post(tip(owner, 300, null, transactionId), tip(owner, 301, null, transactionId), tip(owner, 5))).toEqual(['id_reused', 'id_reused', 'posted']);
  expect(await balanceOf(getDb(), seat(owner).held)).toBe(5);
});

test('a transaction is posted whole or not at all, and a refused one does not touch its neighbours', async () => {
  const [rich, poor] = [newId(), newId()];
  await post(earned(rich, 100));
  const both = event([
    { kind: 'payout_reserved', debit: seat(rich).available, credit: seat(rich).reserved, amountMinor: 60 },
    { kind: 'payout_reserved', debit: seat(poor).available, credit: seat(poor).reserved, amountMinor: 60 },
  ]);
  expect(await post(both, reserved(rich, 70))).toEqual(['no_funds', 'no_funds', 'posted']);
  expect(await balanceOf(getDb(), seat(rich).available)).toBe(30);
  expect(await findTransaction(getDb(), both[0]?.transactionId ?? '')).toEqual([]);
});

test('what is wrong on its face is invalid and reaches no table', async () => {
  const owner = newId();
  const { clearing, held, available, accrued } = seat(owner);
  const [good] = tip(owner, 300);
  if (!good) throw new Error('a tip has one transfer');
  const wrong: Partial<TransferInput>[] = [
    { amountMinor: 0 }, { amountMinor: -1 }, { amountMinor: 0.5 }, { amountMinor: Number.NaN }, { amountMinor: 2 ** 53 },
    { amountMinor: Number.POSITIVE_INFINITY }, { currency: 'EUR' }, { credit: { ...held, currency: 'EUR' } },
    { credit: { ...held, owner: null } }, { debit: { ...clearing, owner } }, { credit: { ...held, owner: 'somebody' } },
    { credit: available }, { debit: accrued }, { debit: held, credit: clearing }, { kind: 'payout_sent' }, { id: 'one' },
    { transactionId: '' }, { externalRef: '' }, { externalRef: 'someone@example.com' }, { externalRef: 'x'.repeat(121) },
    { reverses: newId() }, { reverses: good.id }, { reverses: 'that one' }, { happenedAt: new Date('never') }, { happenedAt: new Date(-1e15) },
  ];
  for (const part of wrong) expect([part, await post([{ ...good, id: newId(), transactionId: newId(), ...part }])]).toEqual([part, ['invalid']]);
  const twoReferences = event([
    { kind: 'tip_collected', debit: clearing, credit: held, amountMinor: 1, externalRef: 'ch_a' },
    { kind: 'platform_fee', debit: held, credit: seat(owner).fees, amountMinor: 1, externalRef: 'ch_b' },
  ]);
  expect(await post(twoReferences)).toEqual(['invalid', 'invalid']);
  expect(await post([])).toEqual([]);
  expect(await monthView(getDb(), owner, '2026-11')).toEqual([]);
});

test('an id that stands with other content is refused, and the first content stays', async () => {
  const owner = newId();
  const first = tip(owner, 300, 'ch_first');
  const { id = '', transactionId = '' } = first[0] ?? {};
  await post(first);
  expect(await post(tip(owner, 299, 'ch_first', transactionId))).toEqual(['id_reused']);
  expect(await post(tip(owner, 300, 'ch_other', transactionId))).toEqual(['id_reused']);
  expect(await post(tip(newId(), 300, 'ch_first'))).toEqual(['id_reused']);
  expect(await post(tip(owner, 300).map((other) => ({ ...other, id })))).toEqual(['id_reused']);
  expect(await post(first.map((other) => ({ ...other, id: newId() })))).toEqual(['id_reused']);
  expect(await post([...first, ...event([{ kind: 'platform_fee', debit: seat(owner).held, credit: seat(owner).fees, amountMinor: 1 }]).map((more) => ({ ...more, transactionId }))])).toEqual(['id_reused', 'id_reused']);
  expect(await post(first.map((again) => ({ ...again, happenedAt: new Date('2027-01-01') })))).toEqual(['already_posted']);
  expect(await findTransactions(getDb(), 'ch_first')).toEqual([{ ...first[0], reverses: null, createdAt: expect.any(Date) }]);
});

test('a reversal gives back whole, once, and leaves both transfers standing', async () => {
  const owner = newId();
  const { held, clearing } = seat(owner);
  const collected = tip(owner, 300, 'ch_reversed');
  await post(collected);
  const posted = await findTransactions(getDb(), 'ch_reversed');
  const back = () => event(reverseTransfers(posted, 're_reversed'));
  const [reversal] = back();
  expect(reversal).toMatchObject({ kind: 'tip_collected', debit: held, credit: clearing, amountMinor: 300, reverses: collected[0]?.id });
  expect(await post(back().map((part) => ({ ...part, amountMinor: 299 })))).toEqual(['invalid']);
  expect(await post(back())).toEqual(['posted']);
  expect(await post(back())).toEqual(['already_posted']);
  expect(await post(event(reverseTransfers(posted)))).toEqual(['invalid']);
  expect(await post(event(reverseTransfers(await findTransactions(getDb(), 're_reversed'))))).toEqual(['invalid']);
  expect(await balanceOf(getDb(), held)).toBe(0);
  expect(await monthView(getDb(), owner, '2026-11')).toEqual([
    { accountKind: 'creator_held', kind: 'tip_collected', currency: 'USD', debitMinor: 300, creditMinor: 300 },
  ]);
});

test('a month holds the UTC days of that month and no other', async () => {
  const owner = newId();
  const at = (time: string, amountMinor: number) => tip(owner, amountMinor).map((each) => ({ ...each, happenedAt: new Date(time) }));
  await post(at('2026-09-30T23:59:59.999Z', 1), at('2026-10-01T00:00:00Z', 2), at('2026-10-31T23:59:59.999Z', 4), at('2026-11-01T00:00:00Z', 8));
  const [october] = await monthView(getDb(), owner, '2026-10');
  expect(october?.creditMinor).toBe(6);
  await expect(monthView(getDb(), owner, '2026-13')).rejects.toThrow(/YYYY-MM/);
});

test('a command that fails after posting leaves nothing posted', async () => {
  const owner = newId();
  const failing = inTransaction(async (tx) => {
    await postTransfers(tx, tip(owner, 300));
    throw new Error('the state could not be written');
  });
  await expect(failing).rejects.toThrow('could not be written');
  expect(await balanceOf(getDb(), seat(owner).held)).toBe(0);
});

test('a snapshot that cannot see the other writer is told to try again, never answered wrongly', async () => {
  const once = tip(newId(), 300, 'ch_snapshot');
  const attempt = getDb().transaction(async (tx) => {
    await tx.execute(sql`select 1 from ledger_transfer`);
    await post(once);
    return postTransfers(tx, once);
  }, { isolationLevel: 'repeatable read' });
  await expect(attempt).rejects.toMatchObject({ cause: { code: '40001' } });
});

test('business time decides the day, whatever the machine says', async () => {
  const owner = newId();
  await post(tip(owner, 300));
  const [transfer] = await findTransaction(getDb(), (await newest(owner)) ?? '');
  expect(transfer?.happenedAt).toEqual(NOW);
});

async function newest(owner: string): Promise<string | undefined> {
  const { rows } = await getDb().execute<{ id: string }>(sql`select transaction_id as id from audit_entry where owner = ${owner}::uuid`);
  return rows[0]?.id;
}

type Gate = { opened: Promise<void>; open: () => void };

function gate(): Gate {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
