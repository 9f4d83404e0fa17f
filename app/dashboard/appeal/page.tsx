import type { Metadata } from 'next';
import { AppealForm } from '@/components/moderation/appeal-form';
import { Notice } from '@/components/ui/notice';
import { Fact, Facts } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { formatDay } from '@/lib/dates';
import { findSuspension } from '@/lib/moderation';
import { businessClock } from '@/lib/stripe';
import { loadBooks } from '../load';
import { appeal as sendAppeal } from './actions';

export const metadata: Metadata = { title: 'Suspension' };

type Found = Awaited<ReturnType<typeof findSuspension>>;

/** Why a page is suspended, until when its owner may appeal, and what became of it. */
export default async function AppealRoute() {
  const { db, viewer, books } = await loadBooks();
  if (books.status !== 'suspended') {
    return (
      <>
        <RoomHead title="Suspension" />
        <div className="empty">Your page is not suspended. There is nothing to appeal.</div>
      </>
    );
  }
  const [found, now] = await Promise.all([findSuspension(db, books.id), businessClock()]);
  const standing = found.suspension?.status === 'standing' ? found.suspension : null;
  const day = (at: Date) => formatDay(at, { locale: viewer.locale, timeZone: 'UTC' });
  return (
    <>
      <RoomHead title="Suspension" sentence="Your page is hidden and takes no tips. Your books stay open to you." />
      <Section title="Why">
        <Facts>
          <Fact label="The reason"><span dir="auto">{books.suspendedReason}</span></Fact>
          {standing && <Fact label="Since">{day(standing.suspendedAt)}</Fact>}
          {standing && <Fact label="Appeal until">{day(standing.appealUntil)}, end of the day (UTC)</Fact>}
        </Facts>
      </Section>
      {standing && <YourAppeal appeal={found.appeal} isOver={now > standing.appealUntil} day={day} />}
    </>
  );
}

function YourAppeal({ appeal, isOver, day }: { appeal: Found['appeal']; isOver: boolean; day: (at: Date) => string }) {
  if (appeal) {
    return (
      <Section title="Your appeal">
        <Notice tone={appeal.status === 'open' ? 'wait' : 'bad'} icon={appeal.status === 'open' ? 'clock' : 'alert'}>
          {appeal.status === 'open'
            ? 'It is here. Somebody else than who suspended your page reads it, usually within two days; a mail tells you what is decided.'
            : 'It was refused. This decision is the last one here.'}
        </Notice>
        <Facts>
          <Fact label="Sent">{day(appeal.createdAt)}</Fact>
          {appeal.body && <Fact label="You wrote"><span dir="auto" className="whitespace-pre-line">{appeal.body}</span></Fact>}
          {appeal.decidedAt && <Fact label="Decided">{day(appeal.decidedAt)}</Fact>}
          {appeal.decision && <Fact label="The reason"><span dir="auto">{appeal.decision}</span></Fact>}
        </Facts>
      </Section>
    );
  }
  if (isOver) return <Section title="Appeal"><p>The days to appeal are over, and none was written.</p></Section>;
  return (
    <Section title="Appeal" hint="Somebody else than who suspended your page decides.">
      <AppealForm action={sendAppeal} />
    </Section>
  );
}
