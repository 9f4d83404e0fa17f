import { AttackList, PastAttacks } from '@/components/admin/attacks';
import { HoursChart } from '@/components/admin/hours-chart';
import { Notice } from '@/components/ui/notice';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { listAttacks, listHours } from '@/lib/defence';
import { loadAdmin, proofHref, readQuery, type Asked } from '../load';
import { lift } from './actions';

export const metadata = { title: 'Defence' };

/** What is in force stands first, so it is always among them. */
const MOST = 100;

export default async function DefenceRoute({ searchParams }: { searchParams: Asked }) {
  const { viewer, clocks } = await loadAdmin();
  const [{ did }, attacks, hours, proof] = await Promise.all([
    readQuery(searchParams, 'did'), listAttacks(getDb(), MOST), listHours(getDb()), proofHref(viewer),
  ]);
  const past = attacks.filter(({ isInForce }) => !isInForce);
  return (
    <>
      <RoomHead title="Defence" sentence="Who tries stolen cards, what holds them up, and the way to let somebody through." />
      {did === 'lifted' && <Notice tone="good" icon="check">It is lifted. What was refused before counts no more.</Notice>}
      <Section title="Refused cards, last 24 hours" hint="On pages where a card is typed: tips, saving a card, bills paid by hand.">
        <HoursChart hours={hours} clock={clocks.real} />
      </Section>
      <Section title="In force">
        <AttackList attacks={attacks.filter(({ isInForce }) => isInForce)} clock={clocks.real} proofHref={proof} lift={lift} />
      </Section>
      {past.length > 0 && (
        <Section title="Before">
          <PastAttacks attacks={past} clock={clocks.real} />
        </Section>
      )}
    </>
  );
}
