import type pg from 'pg';
import { getPool } from '@/db/client';

/** One node of a plan, as EXPLAIN (FORMAT JSON) writes it. */
export type PlanNode = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
};
export type Watched = { text: string; values: unknown[] };
export type Explained = { nodes: PlanNode[]; milliseconds: number };

/** What `run` asks of the database through the pool, word for word. */
export async function watchQueries(run: () => Promise<unknown>): Promise<Watched[]> {
  const pool = getPool();
  const ask = pool.query.bind(pool);
  const watched: Watched[] = [];
  pool.query = ((asked: pg.QueryConfig | string, values?: unknown[]) => {
    watched.push({ text: typeof asked === 'string' ? asked : asked.text, values: values ?? (typeof asked === 'string' ? [] : asked.values) ?? [] });
    return Reflect.apply(ask, pool, [asked, values]);
  }) as typeof pool.query;
  try {
    await run();
  } finally {
    pool.query = ask;
  }
  return watched.filter(({ text }) => /^\s*(select|with)/i.test(text));
}

/** Runs a query as the database would and answers its plan with what it really read. */
export async function explain({ text, values }: Watched): Promise<Explained> {
  const { rows } = await getPool().query<{ 'QUERY PLAN': { Plan: PlanNode; 'Execution Time': number }[] }>(
    `explain (analyze, format json, timing off) ${text}`,
    values,
  );
  const plan = rows[0]?.['QUERY PLAN'][0];
  if (!plan) throw new Error('EXPLAIN answered nothing');
  return { nodes: flatten(plan.Plan), milliseconds: plan['Execution Time'] };
}

/** Rows that a node looked at, over all its loops. */
export function rowsRead(node: PlanNode): number {
  const each = (node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
  return each * (node['Actual Loops'] ?? 1);
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}
