import { sql } from 'drizzle-orm';
import { releaseHeld, type DueLine } from '@/lib/income';

/**
 * Moves the money of tips whose hold is over from held to available (lib/income).
 *
 * @param now business time
 * @returns how many tips were released
 */
export function releaseHeldTips(now: Date): Promise<number> {
  return releaseHeld(
    {
      claim: async (tx, at, limit) => {
        const { rows } = await tx.execute<Omit<DueLine, 'heldMinor' | 'availableMinor'> & { held: string; available: string }>(sql`
          select t.id, c.ledger_owner as owner, t.currency, t.held_minor::text as held, t.available_minor::text as available, t.releases
          from tip t join creator c on c.id = t.creator_id
          where t.held_minor > 0 and t.held_until <= ${at.toISOString()}::timestamptz and (t.line_id is null or not exists (
            select from tab_line l join payment p on p.bill_id = l.bill_id join refund r on r.payment_id = p.id
            where l.id = t.line_id and r.status <> 'failed'))
          order by t.held_until, t.id limit ${limit} for update of t skip locked`);
        return rows.map(({ held, available, ...row }) => ({ ...row, heldMinor: Number(held), availableMinor: Number(available) }));
      },
      store: async (tx, released) => {
        await tx.execute(sql`
          update tip set held_minor = 0, available_minor = v."availableMinor", releases = tip.releases + 1
          from jsonb_to_recordset(${JSON.stringify(released)}::jsonb) as v(id uuid, "availableMinor" bigint)
          where tip.id = v.id`);
      },
    },
    now,
  );
}
