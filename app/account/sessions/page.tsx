import type { Metadata } from 'next';
import { Sessions } from '@/components/account/sessions';
import { getDb } from '@/db/client';
import { listSessions, requireUser } from '@/lib/auth';
import { formatMoment } from '@/lib/dates';
import { endOneSession, endTheOthers } from './actions';

export const metadata: Metadata = { title: 'Sessions' };

/** Where somebody is signed in, and the way to end it. */
export default async function SessionsRoute() {
  const viewer = await requireUser();
  const sessions = await listSessions(getDb(), viewer.personId, new Date());
  return (
    <Sessions
      sessions={sessions.map((session) => ({
        id: session.id,
        device: session.device || 'An unknown browser',
        network: session.network || 'unknown',
        since: formatMoment(session.createdAt, viewer),
        seen: formatMoment(session.lastSeenAt, viewer),
        here: session.id === viewer.sessionId,
      }))}
      timeZone={viewer.timeZone.replaceAll('_', ' ')}
      endOne={endOneSession}
      endOthers={endTheOthers}
    />
  );
}
