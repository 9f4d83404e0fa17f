import { notFound } from 'next/navigation';
import { CreatorFilePage } from '@/components/admin/creators';
import { Barred, GroundField, HardAct } from '@/components/admin/suspension';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { findCreatorFile, listPayments, lookAt, type CreatorFile } from '@/lib/admin';
import { listActs } from '@/lib/audit';
import type { Viewer } from '@/lib/auth';
import { formatMoney } from '@/lib/money';
import { FrozenMoney } from '../../reports/frozen-money';
import { loadAdmin, proofHref, readId } from '../../load';
import { giveUp, lift, suspend } from '../actions';

export const metadata = { title: 'Creator' };

const SHOWN = 10;

export default async function CreatorRoute({ params }: { params: Promise<{ id: string }> }) {
  const { viewer, clocks } = await loadAdmin();
  const id = await readId(params);
  const db = getDb();
  const file = await findCreatorFile(db, id);
  if (!file) notFound();
  const subject = { kind: 'creator', id } as const;
  await lookAt(viewer.personId, subject);
  const [payments, acts] = await Promise.all([
    listPayments(db, { creatorId: id }, { cursor: null, limit: SHOWN }),
    listActs(db, { subject }, { after: null, limit: SHOWN }),
  ]);
  return (
    <>
      <RoomHead title={file.creator.name} sentence={file.creator.tagline} />
      <CreatorFilePage file={file} payments={payments.rows} acts={acts} clocks={clocks} standing={<><Debt file={file} viewer={viewer} /><Standing file={file} viewer={viewer} /><FrozenMoney page={{ ...file.creator, ownerStatus: file.owner?.status ?? null }} viewer={viewer} /></>} />
    </>
  );
}

/** What refunds and disputes took beyond what was there; the operator may bear it. */
async function Debt({ file: { creator, balances }, viewer }: { file: CreatorFile; viewer: Viewer }) {
  const debtMinor = balances.find(({ kind }) => kind === 'creator_debt')?.amountMinor ?? 0;
  if (debtMinor <= 0 || creator.personId === viewer.personId) return null;
  const sum = formatMoney(debtMinor, creator.currency);
  const proof = await proofHref(viewer);
  if (proof) return <Barred title={`They owe ${sum}`} sentence="Their next income repays it. Show your second factor to give it up instead." href={proof} />;
  return (
    <HardAct
      title={`They owe ${sum}`}
      open="Give it up…"
      consequence={`Their next income repays it by itself. Given up, we bear the ${sum}, and a mail tells them so. It cannot be taken back.`}
      button={`Give up ${sum}`}
      label="Give up this debt"
      action={giveUp}
      id={creator.id}
      isDanger
      reasonHint="Kept in the audit log."
    >
      <input type="hidden" name="currency" value={creator.currency} />
    </HardAct>
  );
}

async function Standing({ file, viewer }: { file: CreatorFile; viewer: Viewer }) {
  const { creator, owner } = file;
  const isSuspended = creator.status === 'suspended' && !creator.suspendedWithOwner;
  const title = isSuspended ? 'Show the page again' : 'Suspend the page';
  if (creator.personId === viewer.personId) return <Barred title={title} sentence="This is your page. Another admin has to do this." />;
  if (isSuspended && owner?.status === 'suspended') {
    return <Barred title={title} sentence="Its owner is suspended. Let them in again first." />;
  }
  const proof = await proofHref(viewer);
  if (proof) return <Barred title={title} sentence="Show your second factor again before you decide about a page." href={proof} />;
  return isSuspended ? (
    <HardAct
      title={title}
      open="Show it again…"
      consequence="The page is shown and takes tips again, and its money moves again. A mail tells its owner."
      button="Show it again"
      label="Show this page again"
      action={lift}
      id={creator.id}
      isDanger={false}
      reasonHint="Kept in the audit log."
    />
  ) : (
    <HardAct
      title={title}
      open="Suspend the page…"
      consequence="It is hidden and takes no tips, what stands on tabs for it is not charged, and its money stands still until you decide about it. Its owner can still sign in and read their books. A mail tells them the reason and until when they may appeal."
      button="Suspend it now"
      label="Suspend this page"
      action={suspend}
      id={creator.id}
      isDanger
      reasonHint="Its owner reads it, in these words."
    >
      <GroundField />
    </HardAct>
  );
}
