import { beforeEach } from 'vitest';
import { getPool } from '@/db/client';
import { stopQueue } from '@/lib/queue';
import { addPerson } from './people';

/** Two admins anew for each test: one who suspends, and another, who may decide about it. */
export function useTwoAdmins(): { suspender: string; other: string } {
  const admins = { suspender: '', other: '' };
  beforeEach(async () => {
    admins.suspender = (await addPerson({ isAdmin: true })).id;
    admins.other = (await addPerson({ isAdmin: true })).id;
    return stopQueue;
  });
  return admins;
}

/** The plain text of every mail to somebody, oldest first. */
export async function textsTo(personId: string): Promise<string[]> {
  const { rows } = await getPool().query<{ body: string }>('select m.body_text as body from mail_message m join person p on p.email = m.recipient where p.id = $1 order by m.id', [personId]);
  return rows.map(({ body }) => body);
}
