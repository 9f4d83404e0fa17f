import { BarredWords } from '@/components/admin/suspension';
import { MoneyActs, MoneyCase } from '@/components/moderation/money-case';
import { getDb } from '@/db/client';
import type { Viewer } from '@/lib/auth';
import { everybody, formatDay } from '@/lib/dates';
import { findFreeze, isOnlyGivenBack } from '@/lib/freeze';
import { findSuspension } from '@/lib/moderation';
import { proofHref } from '../load';
import { settleMoney } from './actions';

type Page = { id: string; personId: string | null; status: string; ownerStatus: string | null };

/** The money of a suspended page, with what can be decided about it; nothing for a page that never was suspended. */
export async function FrozenMoney({ page, viewer }: { page: Page; viewer: Viewer }) {
  const [freeze, { suspension, appeal }] = await Promise.all([findFreeze(getDb(), page.id), findSuspension(getDb(), page.id)]);
  if (!freeze || (freeze.status === 'released' && page.status !== 'suspended')) return null;
  if (freeze.status !== 'standing') return <MoneyCase freeze={freeze} />;
  if (page.personId === viewer.personId) return <MoneyCase freeze={freeze}><BarredWords sentence="This is your page. Another admin has to decide." /></MoneyCase>;
  const proof = await proofHref(viewer);
  if (proof) return <MoneyCase freeze={freeze}><BarredWords sentence="Show your second factor again before you decide about money." href={proof} /></MoneyCase>;
  const isOnlyBack = suspension?.status === 'standing' && isOnlyGivenBack(suspension.ground);
  const isOwnerOut = page.ownerStatus === 'suspended';
  const mayAppeal = suspension?.status === 'standing' && appeal === null;
  return (
    <MoneyCase freeze={freeze}>
      <MoneyActs
        creatorId={page.id}
        action={settleMoney}
        mayRelease={!isOnlyBack && !isOwnerOut}
        whyNot={isOnlyBack ? 'Money of a fraud or of unlawful content only goes back to those who gave it. If the suspension was a mistake, lift it.' : 'Its owner cannot sign in to ask for it. Let them in again first, or give it back.'}
        appealWaits={appeal?.status === 'open'}
        appealUntil={mayAppeal ? formatDay(suspension.appealUntil, everybody) : null}
      />
    </MoneyCase>
  );
}
