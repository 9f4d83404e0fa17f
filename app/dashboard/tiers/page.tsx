import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ArchivedTiers, OfferedTiers } from '@/components/pledges/own-tiers';
import { TierForm } from '@/components/pledges/tier-form';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { requireCreator } from '@/lib/auth';
import { findOwnPage } from '@/lib/creators';
import { formatMoney } from '@/lib/money';
import { listOwnTiers, newTierId } from '@/lib/pledges';
import { currentLimits } from '@/lib/pricing';
import { makeTier, offerAgain, orderTier, putAway, saveTier } from './actions';

export const metadata: Metadata = { title: 'Tiers' };

/** What a creator offers by the month: make, change, order and archive tiers. */
export default async function TiersRoute() {
  const { personId, creator } = await requireCreator();
  const db = getDb();
  const page = await findOwnPage(db, { creatorId: creator.id, personId });
  if (!page) notFound();
  const [{ offered, archived }, limits] = [await listOwnTiers(db, page.id), await currentLimits(db, page.currency)];
  const least = formatMoney(limits.pledgeMinimumMinor, page.currency, { trim: true });
  const isFirst = offered.length === 0;
  return (
    <>
      <RoomHead
        title="Tiers"
        sentence={
          isFirst
            ? `What people can support you with month by month, from ${least}. All that a fan gives is collected with one charge a month, so a ${least} pledge is worth having.`
            : 'In the order in which your page shows them. A new price is for new pledges; who has a tier keeps what they pay.'
        }
      />
      <OfferedTiers tiers={offered} least={least} handle={page.handle} save={saveTier} order={orderTier} archive={putAway} />
      <Section title={isFirst ? 'Make your first tier' : 'Another tier'}>
        <TierForm key={offered.length + archived.length} action={makeTier} tierId={newTierId()} currency={page.currency} least={least} tier={null} />
      </Section>
      <ArchivedTiers tiers={archived} restore={offerAgain} />
    </>
  );
}
