import type { Metadata } from 'next';
import { YourData } from '@/components/account/your-data';
import { getDb } from '@/db/client';
import { isFresh, requireUser } from '@/lib/auth';
import { inventory, planDeletion } from '@/lib/privacy';
import { deleteAccount } from './actions';

export const metadata: Metadata = { title: 'Your data' };

/** Everything that is held of a person, to take along or to have deleted. */
export default async function DataRoute() {
  const viewer = await requireUser();
  return (
    <YourData
      fresh={isFresh(viewer)}
      plan={await planDeletion(getDb(), viewer.personId)}
      kept={['payment', 'tip', 'consent', ...(viewer.creator ? ['creator'] : []), ...(viewer.isAdmin ? ['audit_log'] : [])].flatMap((table) => {
        const holding = inventory[table];
        return holding ? [{ what: NAMES[table] ?? table, why: holding.why }] : [];
      })}
      items={Object.entries(inventory).map(([table, { onDeletion, why }]) => ({ name: NAMES[table] ?? sentence(table), onDeletion, why }))}
      deleteAccount={deleteAccount}
    />
  );
}

const NAMES: Record<string, string> = {
  payment: 'Your payments',
  tip: 'Your tips',
  consent: 'Your yes to our terms',
  creator: 'Your page',
  audit_log: 'The admins’ log',
};

/** `sign_in_link` → `Sign in link`. */
function sentence(table: string): string {
  const words = table.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
