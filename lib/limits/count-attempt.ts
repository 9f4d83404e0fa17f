import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { env } from '@/lib/env';
import { TooManyAttempts } from './errors';

export type Attempt = {
  /** What is limited: 'signin.email'. */
  what: string;
  /** Of whom: an address, a network, a person. It is stored only as a keyed hash. */
  of: string;
  perWindow: number;
  windowSeconds: number;
};

/**
 * Counts one attempt, or refuses it. The window slides: what is left of the window before counts in
 * proportion, so that nobody gets twice the number around its edge. Refused attempts are not counted,
 * or somebody who keeps trying would lock out the next who shares the address for ever.
 *
 * The counters are rows of PostgreSQL, so they hold for all servers together. Real time; never in the
 * transaction of what is limited, because its rollback would forget the attempt.
 *
 * @throws TooManyAttempts
 */
export async function countAttempt(db: Queryable, attempt: Attempt): Promise<void> {
  const bucket = bucketOf(attempt);
  const width = attempt.windowSeconds;
  const before = sql`coalesce((
    select old.attempts * (1 - (extract(epoch from now()) - extract(epoch from time.starts_at)) / ${width}::float8)
    from (select to_timestamp(floor(extract(epoch from now()) / ${width}) * ${width}) as starts_at) time
    left join rate_limit old
      on old.bucket = ${bucket} and old.starts_at = time.starts_at - make_interval(secs => ${width})), 0)`;
  const counted = await db.execute(sql`
    insert into rate_limit (bucket, starts_at)
    select ${bucket}, to_timestamp(floor(extract(epoch from now()) / ${width}) * ${width})
    where ${before} < ${attempt.perWindow}
    on conflict (bucket, starts_at) do update set attempts = rate_limit.attempts + 1
      where rate_limit.attempts + ${before} < ${attempt.perWindow}
    returning attempts`);
  if (counted.rows.length === 0) throw new TooManyAttempts(secondsLeft(width));
}

/** A keyed hash, so that a copy of the table names no address and no network. */
function bucketOf({ what, of, windowSeconds }: Attempt): string {
  return createHmac('sha256', env().AUTH_SECRET).update(`limit\0${what}\0${windowSeconds}\0${of}`).digest('base64url');
}

function secondsLeft(windowSeconds: number): number {
  return windowSeconds - (Math.floor(Date.now() / 1000) % windowSeconds);
}
