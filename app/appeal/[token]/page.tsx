import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AppealSection } from '@/components/moderation/appeal-section';
import { YourMoney } from '@/components/moderation/your-money';
import { Fact, Facts } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { readAppealToken } from '@/lib/admin';
import { everybody, formatDay } from '@/lib/dates';
import { findFreeze } from '@/lib/freeze';
import { findShutOut } from '@/lib/moderation';
import { reportKindWords } from '@/lib/moderation/input';
import { businessClock } from '@/lib/stripe';
import { appealByLink } from './actions';

/** The link is the key: it is told to nobody, by referrer or by index. */
export const metadata: Metadata = { title: 'Your suspension', robots: { index: false, follow: false }, referrer: 'same-origin' };

/** Why somebody is shut out, what of their page's money, and their one appeal: for who cannot sign in. */
export default async function AppealRoute({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const suspensionId = readAppealToken(token);
  const found = suspensionId && (await findShutOut(getDb(), suspensionId));
  if (!found) notFound();
  const { suspension, appeal, pageName, creatorId } = found;
  const [freeze, now] = await Promise.all([findFreeze(getDb(), creatorId), businessClock()]);
  const day = (at: Date) => formatDay(at, everybody);
  const isOver = suspension.status === 'lifted';
  return (
    <div className="shell pt-6 sm:pt-10 pb-16 grid gap-6 max-w-2xl">
      <header>
        <h1 className="text-3xl">{isOver ? 'Your account is open again' : 'Your account is suspended'}</h1>
        <p className="mt-2 text-second">{isOver ? 'You can sign in again.' : `You cannot sign in, and the page ${pageName} is hidden. Here you read why, and can appeal once.`}</p>
      </header>
      <Section title="Why">
        <Facts>
          <Fact label="The reason"><span dir="auto">{suspension.reason}</span></Fact>
          <Fact label="Because of">{reportKindWords[suspension.ground].label}</Fact>
          <Fact label="Since">{day(suspension.suspendedAt)}</Fact>
          {!isOver && <Fact label="Appeal until">{day(suspension.appealUntil)}, end of the day (UTC)</Fact>}
        </Facts>
      </Section>
      {!isOver && (
        <AppealSection appeal={appeal} isOver={now > suspension.appealUntil} day={day} action={appealByLink} whom="you">
          <input type="hidden" name="token" value={token} />
        </AppealSection>
      )}
      {!isOver && <YourMoney freeze={freeze} />}
    </div>
  );
}
