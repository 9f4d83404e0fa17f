import pg from 'pg';
import { getPool } from '@/db/client';

type Plan = { 'Node Type': string; 'Relation Name'?: string; 'Plan Rows': number; Plans?: Plan[] };

/** Tables that grow with use: none of these may be read whole or sorted. */
const GROWING = new Set(['payment', 'tip', 'refund', 'person', 'creator', 'audit_log', 'ledger_transfer', 'ledger_account', 'ledger_day', 'webhook_event', 'mail_message', 'session', 'consent']);
/** More rows than this in one sort is no longer the page itself. */
const SORTED_MOST = 2_500;

/**
 * Runs a read, asks PostgreSQL how it did each query, and answers what is wrong: whole tables read,
 * or more sorted than a page. The plans are those of the very queries, with their very parameters.
 */
export async function plansOf(read: () => Promise<unknown>): Promise<string[]> {
  const queries = await recorded(read);
  const faults: string[] = [];
  for (const { text, values } of queries) {
    if (!/^\s*(select|with)/i.test(text)) continue;
    const { rows } = await getPool().query<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (format json) ${text}`, values);
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
    if (plan) faults.push(...faultsOf(plan).map((fault) => `${fault} in: ${text.replaceAll(/\s+/g, ' ').slice(0, 160)}`));
  }
  if (queries.length === 0) faults.push('no query was seen');
  return faults;
}

function faultsOf(plan: Plan): string[] {
  const faults: string[] = [];
  if (plan['Node Type'] === 'Seq Scan' && GROWING.has(plan['Relation Name'] ?? '')) faults.push(`reads all of ${plan['Relation Name']}`);
  if (/Sort/.test(plan['Node Type']) && plan['Plan Rows'] > SORTED_MOST) faults.push(`sorts ${plan['Plan Rows']} rows`);
  return [...faults, ...(plan.Plans ?? []).flatMap(faultsOf)];
}

type Query = { text: string; values: unknown[] };

/** Listens at the driver while a read runs. */
async function recorded(read: () => Promise<unknown>): Promise<Query[]> {
  const seen: Query[] = [];
  const { query } = pg.Client.prototype;
  const listening = function (this: pg.Client, ...given: unknown[]) {
    const [config, values] = given;
    const text = typeof config === 'string' ? config : textOf(config);
    if (text) seen.push({ text, values: Array.isArray(values) ? values : [] });
    return Reflect.apply(query, this, given);
  };
  Object.assign(pg.Client.prototype, { query: listening });
  try {
    await read();
  } finally {
    Object.assign(pg.Client.prototype, { query });
  }
  return seen;
}

function textOf(config: unknown): string | null {
  return typeof config === 'object' && config !== null && 'text' in config && typeof config.text === 'string' ? config.text : null;
}
