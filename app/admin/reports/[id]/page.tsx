import { notFound } from 'next/navigation';
import { Barred, Choices, GroundField, ReasonedAct } from '@/components/admin/suspension';
import { CasePage } from '@/components/moderation/case';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import type { Viewer } from '@/lib/auth';
import { findCase, lookAtCase, type CaseFile } from '@/lib/moderation';
import { loadAdmin, proofHref, readId } from '../../load';
import { dismiss, judge, note, uphold } from '../actions';
import { FrozenMoney } from '../frozen-money';

export const metadata = { title: 'Reports of a page' };

export default async function CaseRoute({ params }: { params: Promise<{ id: string }> }) {
  const { viewer, clocks } = await loadAdmin();
  const id = await readId(params);
  const file = await findCase(getDb(), id);
  if (!file) notFound();
  await lookAtCase(viewer.personId, id);
  return (
    <>
      <RoomHead title={file.page.name} sentence="What was reported, and what becomes of it.">
        <a href="/admin/reports" className="button button-plain">Back to the queue</a>
      </RoomHead>
      <CasePage file={file} clock={clocks.business} noting={note} deciding={<Decisions file={file} viewer={viewer} />}>
        <FrozenMoney page={file.page} viewer={viewer} />
      </CasePage>
    </>
  );
}

async function Decisions({ file, viewer }: { file: CaseFile; viewer: Viewer }) {
  const { page, open, appeal } = file;
  const isWaiting = open.length > 0 || appeal?.status === 'open';
  if (!isWaiting) return null;
  if (page.personId === viewer.personId) return <Barred title="Decide" sentence="This is your page. Another admin has to decide." />;
  const proof = await proofHref(viewer);
  if (proof) return <Barred title="Decide" sentence="Show your second factor again before you decide about a page." href={proof} />;
  return (
    <>
      {appeal?.status === 'open' && <Appeal appeal={appeal} isPersons={file.suspension?.withOwner ?? false} viewer={viewer} />}
      {open.length > 0 && <Reports file={file} />}
    </>
  );
}

type AppealProps = { appeal: NonNullable<CaseFile['appeal']>; isPersons: boolean; viewer: Viewer };

function Appeal({ appeal, isPersons, viewer }: AppealProps) {
  if (appeal.suspendedBy === viewer.personId) return <Barred title="Decide the appeal" sentence="You suspended it, so another admin has to decide the appeal." />;
  const told = 'Its owner reads it, in these words.';
  return (
    <Choices title="Decide the appeal" hint="Its owner reads the reason, in your words.">
      <ReasonedAct
        open={isPersons ? 'Let its owner in again…' : 'Show the page again…'}
        consequence={`${isPersons ? 'Its owner can sign in again, and a page that went with them is back' : 'The page is shown and takes tips again'}, and its money moves again. A mail tells its owner, with the reason.`}
        button={isPersons ? 'Let them in' : 'Show it again'}
        label="Grant the appeal"
        action={judge}
        id={appeal.id}
        isDanger={false}
        reasonHint={told}
      >
        <input type="hidden" name="verdict" value="lift" />
      </ReasonedAct>
      <ReasonedAct open="Keep it suspended…" consequence="All stays as it is, and there is no second appeal. A mail tells its owner, with the reason." button="Keep it suspended" label="Refuse the appeal" action={judge} id={appeal.id} isDanger reasonHint={told}>
        <input type="hidden" name="verdict" value="keep" />
      </ReasonedAct>
    </Choices>
  );
}

function Reports({ file: { page, open } }: { file: CaseFile }) {
  const these = open.map(({ id }) => <input key={id} type="hidden" name="reports" value={id} />);
  const stands = page.status === 'suspended' && !page.suspendedWithOwner;
  return (
    <Choices title={open.length === 1 ? 'Decide the report' : 'Decide the reports'}>
      <ReasonedAct open="Leave the page as it is…" consequence="The page stays. Whoever reported it with an address gets a mail with the reason." button="Dismiss the reports" label="Dismiss the reports" action={dismiss} id={page.id} isDanger={false} reasonHint="Reporters read it, in these words.">
        {these}
      </ReasonedAct>
      <ReasonedAct
        open={stands ? 'Say that they were right…' : 'Suspend the page…'}
        consequence={stands
          ? 'The page is suspended already. Whoever reported it with an address gets a mail with the reason.'
          : 'It is hidden and takes no tips, what stands on tabs for it is not charged, and its money stands still. Its owner can still sign in, read why and appeal. Whoever reported it with an address gets a mail with the reason.'}
        button={stands ? 'Uphold the reports' : 'Suspend it now'}
        label={stands ? 'Uphold the reports' : 'Suspend this page'}
        action={uphold}
        id={page.id}
        isDanger
        reasonHint={stands ? 'Reporters read it, in these words.' : 'Its owner and reporters read it, in these words: name nobody who reported.'}
      >
        {!stands && <GroundField chosen={likeliest(open)} />}
        {these}
      </ReasonedAct>
    </Choices>
  );
}

/** What most of them say it is. */
function likeliest(open: CaseFile['open']) {
  const count = (kind: string) => open.filter((report) => report.kind === kind).length;
  return open.map(({ kind }) => kind).sort((one, other) => count(other) - count(one))[0];
}
