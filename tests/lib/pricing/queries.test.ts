import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { getDb, inTransaction } from '@/db/client';
import { newId } from '@/lib/ids';
import { announceFee, currentPricing, feeHistory, listEstimates, offeredCurrencies, processorFee } from '@/lib/pricing';
import { useTestDatabase } from '../../support/database';

useTestDatabase();

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const announce = (basisPoints: number, appliesFrom: Date, now: Date) =>
  inTransaction((tx) => announceFee(tx, { id: newId(), basisPoints, appliesFrom, now }));

/** Drizzle wraps the database's words; the guarantee is in the cause. */
async function causeOf(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(() => 'nothing was refused', (thrown: unknown) => thrown);
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
}

describe('the first prices', () => {
  it('are there for every currency that is offered, at any moment', async () => {
    for (const currency of offeredCurrencies) {
      for (const now of [day('2020-01-02'), day('2026-11-21'), day('2100-01-01')]) {
        const { platformFeeBasisPoints } = await currentPricing(getDb(), currency, now);
        expect(platformFeeBasisPoints).toBe(0);
      }
    }
  });

  it('take 39¢ of $3 and 33¢ of $1 by card', async () => {
    const { processor } = await currentPricing(getDb(), 'USD', day('2026-11-21'));
    expect([processorFee(300, processor), processorFee(100, processor)]).toEqual([39, 33]);
  });

  it('name where and when each was read', async () => {
    const estimates = await listEstimates(getDb(), day('2026-11-21'));
    expect(new Set(estimates.map((row) => row.currency))).toEqual(new Set(offeredCurrencies));
    for (const row of estimates) {
      expect(row.sourceUrl).toMatch(/^https:\/\//);
      expect(row.sourceDate).toBe('2026-09-20');
    }
  });

  it('have no price for a currency that is not offered', async () => {
    await expect(currentPricing(getDb(), 'CHF', day('2026-11-21'))).rejects.toThrow('CurrencyNotOffered');
  });
});

describe('a change of the platform fee', () => {
  it('is public at once and applies from its date, not before', async () => {
    await announce(300, day('2027-02-01'), day('2026-12-20'));
    const at = async (now: Date) => (await currentPricing(getDb(), 'EUR', now)).platformFeeBasisPoints;
    expect((await feeHistory(getDb())).map((change) => change.basisPoints)).toEqual([0, 300]);
    expect(await at(new Date(day('2027-02-01').getTime() - 1))).toBe(0);
    expect(await at(day('2027-02-01'))).toBe(300);
  });

  it('that is a rise is announced thirty days before', async () => {
    await expect(announce(400, day('2027-03-30'), day('2027-03-01'))).rejects.toThrow('2027-03-31');
    await announce(400, day('2027-03-31'), day('2027-03-01'));
  });

  it('that is a cut may apply from now', async () => {
    await announce(100, day('2027-05-01'), day('2027-05-01'));
    expect((await currentPricing(getDb(), 'USD', day('2027-05-01'))).platformFeeBasisPoints).toBe(100);
  });

  it('never applies from before one that is already announced', async () => {
    await expect(announce(0, day('2027-04-01'), day('2027-04-01'))).rejects.toThrow('FeeNoticeTooShort');
  });

  it('announced twice at the same moment is announced once', async () => {
    const date = day('2027-08-01');
    const both = await Promise.allSettled([announce(0, date, day('2027-07-01')), announce(0, date, day('2027-07-01'))]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('PostgreSQL itself', () => {
  it.each(['platform_fee_schedule', 'processor_fee_estimate'])('refuses to change or empty %s', async (table) => {
    for (const statement of [`update ${table} set basis_points = 1`, `delete from ${table}`, `truncate ${table}`]) {
      expect(await causeOf(getDb().execute(sql.raw(statement)))).toContain('never changed or removed');
    }
  });

  it('refuses a platform fee that would rewrite the past', async () => {
    const insert = sql`insert into platform_fee_schedule (id, basis_points, announced_at, applies_from)
      values (${newId()}, 900, '2021-01-01', '2021-01-01')`;
    expect(await causeOf(getDb().execute(insert))).toContain('already announced');
  });

  it('refuses a fee that applies before it was announced, or is none', async () => {
    const insert = (basisPoints: number, announced: string) => sql`insert into platform_fee_schedule
      (id, basis_points, announced_at, applies_from) values (${newId()}, ${basisPoints}, ${announced}, '2031-01-01')`;
    for (const wrong of [insert(100, '2031-01-02'), insert(-1, '2030-01-01'), insert(5_001, '2030-01-01')]) {
      expect(await causeOf(getDb().execute(wrong))).toContain('violates check constraint');
    }
  });

  it('takes a newer estimate, which then holds from its date on', async () => {
    const add = (appliesFrom: string) => sql`insert into processor_fee_estimate (id, method, region, currency,
      basis_points, fixed_minor, cap_minor, source_url, source_date, certainty, note, applies_from)
      values (${newId()}, 'card', 'jp', 'JPY', 340, 0, null, 'https://stripe.com/jp/pricing', '2029-01-01',
        'published', '', ${appliesFrom})`;
    await getDb().execute(add('2029-01-01'));
    expect(await causeOf(getDb().execute(add('2028-01-01')))).toContain('already there');
    expect((await currentPricing(getDb(), 'JPY', day('2028-12-31'))).processor.basisPoints).toBe(360);
    expect((await currentPricing(getDb(), 'JPY', day('2029-01-01'))).processor.basisPoints).toBe(340);
  });
});
