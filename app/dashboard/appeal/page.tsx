import type { Metadata } from 'next';
import { AppealSection } from '@/components/moderation/appeal-section';
import { YourMoney } from '@/components/moderation/your-money';
import { Fact, Facts } from '@/components/ui/records';
import { RoomHead, Section } from '@/components/ui/room-shell';
import { formatDay } from '@/lib/dates';
import { findFreeze } from '@/lib/freeze';
import { findSuspension } from '@/lib/moderation';
import { reportKindWords } from '@/lib/moderation/input';
import { businessClock } from '@/lib/stripe';
import { loadBooks } from '../load';
import { appeal as sendAppeal } from './actions';

export const metadata: Metadata = { title: 'Suspension' };

/** Why a page is suspended, what of its money, until when its owner may appeal, and what became of it. */
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
  const [found, freeze, now] = await Promise.all([findSuspension(db, books.id), findFreeze(db, books.id), businessClock()]);
  const standing = found.suspension?.status === 'standing' ? found.suspension : null;
  const day = (at: Date) => formatDay(at, { locale: viewer.locale, timeZone: 'UTC' });
  return (
    <>
      <RoomHead title="Suspension" sentence="Your page is hidden and takes no tips. Your books stay open to you." />
      <Section title="Why">
        <Facts>
          <Fact label="The reason"><span dir="auto">{books.suspendedReason}</span></Fact>
          {standing && <Fact label="Because of">{reportKindWords[standing.ground].label}</Fact>}
          {standing && <Fact label="Since">{day(standing.suspendedAt)}</Fact>}
          {standing && <Fact label="Appeal until">{day(standing.appealUntil)}, end of the day (UTC)</Fact>}
        </Facts>
      </Section>
      {standing && <AppealSection appeal={found.appeal} isOver={now > standing.appealUntil} day={day} action={sendAppeal} whom="your page" />}
      <YourMoney freeze={freeze} />
    </>
  );
}
