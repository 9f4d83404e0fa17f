import { GapList } from '@/components/admin/health';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listGaps } from '@/lib/admin';
import { loadAdmin } from '../load';

export const metadata = { title: 'Differences' };

export default async function GapsRoute() {
  const { clocks } = await loadAdmin();
  return (
    <>
      <RoomHead title="Differences to Stripe" sentence="Where Stripe’s record and ours do not agree. Reconciliation looks at each again every five minutes, and it goes when they do." />
      <Section title="Oldest first">
        <GapList gaps={await listGaps(getDb())} now={clocks.real.now} />
      </Section>
    </>
  );
}
