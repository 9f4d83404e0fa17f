import { notFound } from 'next/navigation';
import { Evidence } from '@/components/review/evidence';
import { Barred } from '@/components/admin/suspension';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { maskEmail } from '@/lib/mail';
import { findPayoutCase, linkCodes, listSignalGifts, lookAtPayout } from '@/lib/review';
import { linkWords } from '@/lib/review/input';
import { loadAdmin, readId } from '../../../../load';

export const metadata = { title: 'Evidence' };

const MOST = 100;

export default async function EvidenceRoute({ params }: { params: Promise<{ id: string; signal: string }> }) {
  const { viewer, clocks } = await loadAdmin();
  const id = await readId(params);
  const { signal } = await params;
  const code = linkCodes.find((known) => known === signal.replaceAll('-', '_'));
  const { now } = clocks.business;
  const file = code ? await findPayoutCase(getDb(), id, now) : null;
  if (!code || !file) notFound();
  const { title, hint } = linkWords[code];
  const head = (
    <RoomHead title={title} sentence={`${file.creator.name}: ${hint}`}>
      <a href={`/admin/payouts/${id}`} className="button button-plain">Back to the payout</a>
    </RoomHead>
  );
  if (file.creator.personId === viewer.personId) return <>{head}<Barred title="Your own payout" sentence="Another admin reviews it." /></>;
  await lookAtPayout(viewer.personId, { payoutId: id, evidence: code });
  const gifts = await listSignalGifts(getDb(), { payoutId: id, now }, code, MOST);
  return (
    <>
      {head}
      <Section title={gifts.length === 0 ? 'No gifts' : gifts.length === 1 ? 'One gift' : `${gifts.length} gifts`} hint={gifts.length === MOST ? `The newest ${MOST}.` : undefined}>
        <Evidence gifts={gifts.map(({ email, ...gift }) => ({ ...gift, address: email && maskEmail(email) }))} clock={clocks.business} />
      </Section>
    </>
  );
}
