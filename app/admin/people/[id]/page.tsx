import { notFound } from 'next/navigation';
import { PersonFilePage } from '@/components/admin/people';
import { Barred, GroundField, HardAct } from '@/components/admin/suspension';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { findPersonFile, isAddressShown, listPayments, lookAt, type PersonFile } from '@/lib/admin';
import { listActs } from '@/lib/audit';
import type { Viewer } from '@/lib/auth';
import { freezesOfPerson } from '@/lib/disputes';
import { maskEmail } from '@/lib/mail';
import { showAddressOf } from '../../actions';
import { LiftFreeze } from '../../disputes/freeze';
import { loadAdmin, proofHref, readId } from '../../load';
import { lift, suspend } from '../actions';

export const metadata = { title: 'Person' };

const SHOWN = 10;

export default async function PersonRoute({ params }: { params: Promise<{ id: string }> }) {
  const { viewer, clocks } = await loadAdmin();
  const id = await readId(params);
  const db = getDb();
  const file = await findPersonFile(db, id, new Date());
  if (!file) notFound();
  const subject = { kind: 'person', id } as const;
  await lookAt(viewer.personId, subject);
  const [isShown, payments, acts, freezes] = await Promise.all([
    isAddressShown(viewer.personId, subject),
    listPayments(db, { personId: id }, { cursor: null, limit: SHOWN }),
    listActs(db, { subject }, { after: null, limit: SHOWN }),
    freezesOfPerson(db, id),
  ]);
  const { email, displayName } = file.person;
  return (
    <>
      <RoomHead title={displayName ?? (email ? 'Without a name' : 'Deleted')} />
      <PersonFilePage
        file={file}
        address={email && (isShown ? email : maskEmail(email))}
        isAddressShown={isShown}
        payments={payments.rows}
        acts={acts}
        clocks={clocks}
        show={showAddressOf}
        standing={<>{freezes.map((freeze) => <LiftFreeze key={freeze.fanId} freeze={freeze} viewer={viewer} />)}<Standing file={file} viewer={viewer} /></>}
      />
    </>
  );
}

async function Standing({ file, viewer }: { file: PersonFile; viewer: Viewer }) {
  const { person, page } = file;
  if (person.status === 'deleted') return null;
  const title = person.status === 'active' ? 'Suspend' : 'Let in again';
  if (person.id === viewer.personId) return <Barred title={title} sentence="This is you. Another admin has to do this." />;
  const proof = await proofHref(viewer);
  if (proof) return <Barred title={title} sentence="Show your second factor again before you decide about somebody." href={proof} />;
  if (person.status === 'suspended') {
    return (
      <HardAct
        title={title}
        open="Let in again…"
        consequence={`They can sign in again${page ? ', and a page that went with them is shown and takes tips' : ''}. A mail tells them.`}
        button="Let in again"
        label="Let this person in again"
        action={lift}
        id={person.id}
        isDanger={false}
        reasonHint="Kept in the audit log."
      />
    );
  }
  return (
    <HardAct
      title={title}
      open="Suspend…"
      consequence={`Signed out everywhere at once and cannot sign in${page ? `; the page ${page.name} is hidden, takes no tips, and its money stands still until you decide about it` : ''}. A mail tells them the reason${page ? ' and how to appeal' : ''}.`}
      button="Suspend now"
      label="Suspend this person"
      action={suspend}
      id={person.id}
      isDanger
      reasonHint="They read it, in these words."
    >
      <GroundField />
    </HardAct>
  );
}
