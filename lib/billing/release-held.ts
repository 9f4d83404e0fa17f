import { sql } from 'drizzle-orm';
import { releaseHeld, type DueLine } from '@/lib/income';

/**
 * Moves the money of pledge lines whose hold is over from held to available; that of tips on the
 * tab stands on their tips (lib/tips). What a bill collected that was refunded meanwhile stays held.
 *
 * @param now business time
 * @returns how many lines were released
 */
export function releaseHeldLines(now: Date): Promise<number> {
  return releaseHeld(
    {
      claim: async (tx, at, limit) => {
        const { rows } = await tx.execute<Omit<DueLine, 'heldMinor' | 'availableMinor'> & { held: string; available: string }>(sql`
          select l.id, c.ledger_owner as owner, l.currency, l.held_minor::text as held, l.available_minor::text as available, l.releases
          from tab_line l join creator c on c.id = l.creator_id
          where l.held_minor > 0 and l.held_until <= ${at.toISOString()}::timestamptz and not exists (
            select from payment p join refund r on r.payment_id = p.id where p.bill_id = l.bill_id and r.status <> 'failed')
          order by l.held_until, l.id limit ${limit} for update of l skip locked`);
        return rows.map(({ held, available, ...row }) => ({ ...row, heldMinor: Number(held), availableMinor: Number(available) }));
      },
      store: async (tx, released) => {
        await tx.execute(sql`
          update tab_line set held_minor = 0, available_minor = v."availableMinor", releases = tab_line.releases + 1
          from jsonb_to_recordset(${JSON.stringify(released)}::jsonb) as v(id uuid, "availableMinor" bigint)
          where tab_line.id = v.id`);
      },
    },
    now,
  );
}
