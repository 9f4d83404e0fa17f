import type { Metadata } from 'next';
import { Pledges } from '@/components/pledges/pledges';
import { getDb } from '@/db/client';
import { requireUser } from '@/lib/auth';
import { findFan } from '@/lib/fans';
import { listPledges } from '@/lib/pledges';
import { businessClock } from '@/lib/stripe';
import { cancel, keep, pause, resume, saveCard } from './actions';

export const metadata: Metadata = { title: 'Pledges' };

const OCCASIONS = ['joined', 'changed', 'paused', 'resumed', 'kept', 'cancelled'] as const;

type Asked = Record<string, string | string[] | undefined>;

/** All pledges of whoever is signed in: what each costs, when next, and what can be done with it. */
export default async function PledgesRoute({ searchParams }: { searchParams: Promise<Asked> }) {
  const viewer = await requireUser();
  const [asked, db, now] = [await searchParams, getDb(), await businessClock()];
  const fan = await findFan(db, viewer.personId);
  const occasion = OCCASIONS.find((known) => typeof asked[known] === 'string');
  return (
    <Pledges
      listed={fan ? await listPledges(db, fan.id, now) : []}
      news={occasion ? { occasion, pledgeId: String(asked[occasion]) } : null}
      actions={{ cancel, keep, pause, resume, saveCard }}
    />
  );
}
