import type { Queryable } from '@/db/client';
import { env } from '@/lib/env';
import { readSetting, type Imprint } from '@/lib/settings';

/** Who answers for the site, as the drafts name them; what is not set is an empty text. */
export type Operator = Omit<Imprint, 'operatorName'> & { name: string };

/** The operator as set by an admin; the name falls back to the environment's. */
export async function readOperator(db: Queryable): Promise<Operator> {
  const { operatorName, ...rest } = await readSetting(db, 'imprint');
  return { ...rest, name: operatorName || env().OPERATOR_NAME };
}
