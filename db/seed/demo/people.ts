import type { Tx } from '@/db/client';
import { person } from '@/db/schema';
import { addDays } from '@/lib/dates';
import { fixedId } from '../fixed-id';
import { demoCreators } from './creators';
import { smallCreators } from './small-creators';

/** Nobody's mailbox: `.example` never resolves, and beside the sandbox mail stays on this machine. */
const AT = '@demo.example';

export const demoFan = { email: `fan${AT}`, displayName: 'Juno Abel' };
/** One whose card is refused, and one who has just cancelled: so that no list of a creator's is empty. */
export const otherFans = {
  refused: { email: `robin${AT}`, displayName: 'Robin Vale' },
  leaving: { email: `kit${AT}`, displayName: 'Kit Okafor' },
};
/** Two, because a large payout needs the eyes of both. Each enrols a second factor when signing in. */
export const demoAdmins = [
  { email: `admin${AT}`, displayName: 'Ada (operator)' },
  { email: `admin-two${AT}`, displayName: 'Bo (operator)' },
] as const;

/** The address of the person who owns a demo page: its handle's. */
export function demoCreatorEmail(handle: string): string {
  return `${handle}${AT}`;
}

/** The id of a demo person, the same in every installation. */
export function demoPersonId(email: string): string {
  return fixedId(`person:${email}`);
}

/** Writes the demo fans, the owner of every demo page and two admins, or leaves those that are there. */
export async function seedDemoPeople(tx: Tx, now: Date): Promise<void> {
  const owners = [...demoCreators, ...smallCreators].map(({ handle, name, ageDays }) => ({ email: demoCreatorEmail(handle), displayName: name, ageDays }));
  const rows = [
    ...[demoFan, ...Object.values(otherFans)].map((fan) => ({ ...fan, ageDays: 80, isAdmin: false })),
    ...owners.map((owner) => ({ ...owner, isAdmin: false })),
    ...demoAdmins.map((admin) => ({ ...admin, ageDays: 900, isAdmin: true })),
  ];
  await tx
    .insert(person)
    .values(
      rows.map(({ ageDays, ...shown }) => ({
        ...shown,
        id: demoPersonId(shown.email),
        defaultVisibility: 'public' as const,
        createdAt: addDays(now, -ageDays),
      })),
    )
    .onConflictDoNothing();
}
