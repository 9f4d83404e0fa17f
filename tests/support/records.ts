import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { getDb } from '@/db/client';
import { sdkOf } from './sandbox-controls';

type Movement = { reference: string; amountMinor: number; currency: string };

/**
 * Checks INV-5 and INV-6 (SECURITY.md): every movement of Stripe's balance stands in the ledger
 * under its own id with its amount, nothing else does, and Stripe's balance is processor_clearing.
 */
export async function expectEqualRecords(sandbox: { port: number }): Promise<void> {
  const [stripes, ours] = [await stripesMovements(sandbox), await ourMovements()];
  expect(ours).toEqual(stripes);
}

/**
 * Checks only that Stripe's balance is processor_clearing, to the cent: a refund that a bank sent back
 * moves twice under one id there, and stands here under two.
 */
export async function expectEqualBalance(sandbox: { port: number }): Promise<void> {
  const sum = (movements: Movement[]) => movements.reduce((total, { amountMinor }) => total + amountMinor, 0);
  expect(sum(await ourMovements())).toBe(sum(await stripesMovements(sandbox)));
}

async function stripesMovements(sandbox: { port: number }): Promise<Movement[]> {
  const movements: Movement[] = [];
  for await (const { id, source, amount, fee, currency } of sdkOf(sandbox).balanceTransactions.list({ limit: 100 })) {
    const object = typeof source === 'string' ? source : (source?.id ?? id);
    movements.push({ reference: object, amountMinor: amount, currency: currency.toUpperCase() });
    if (fee !== 0) movements.push({ reference: id, amountMinor: -fee, currency: currency.toUpperCase() });
  }
  return sorted(movements);
}

async function ourMovements(): Promise<Movement[]> {
  const { rows } = await getDb().execute<{ reference: string; minor: string; currency: string }>(sql`
    select external_ref as reference, sum(amount_minor)::text as minor, currency from audit_entry
    where account_kind = 'processor_clearing' group by external_ref, currency`);
  return sorted(rows.map(({ reference, minor, currency }) => ({ reference, amountMinor: Number(minor), currency })));
}

function sorted(movements: Movement[]): Movement[] {
  return movements.sort((a, b) => a.reference.localeCompare(b.reference));
}
