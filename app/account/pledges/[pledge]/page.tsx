import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ChangePledge } from '@/components/pledges/change-pledge';
import { getDb } from '@/db/client';
import { requireUser } from '@/lib/auth';
import { findFan } from '@/lib/fans';
import { listChanges } from '@/lib/pledges';
import { businessClock } from '@/lib/stripe';
import { change } from '../actions';

export const metadata: Metadata = { title: 'Change a pledge' };

type Props = { params: Promise<{ pledge: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What a pledge can become, each with its amounts and dates and one button. */
export default async function ChangePledgeRoute({ params, searchParams }: Props) {
  const viewer = await requireUser();
  const [{ pledge: pledgeId }, { amount }] = [await params, await searchParams];
  const db = getDb();
  const fan = await findFan(db, viewer.personId);
  const found = fan && (await listChanges(db, fan, { pledgeId, typed: typeof amount === 'string' ? amount : null, now: await businessClock() }));
  if (!found) notFound();
  return <ChangePledge {...found} action={change} />;
}
