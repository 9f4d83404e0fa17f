import { Notice } from '@/components/ui/notice';
import type { Queryable } from '@/db/client';
import { accountObstacle, readPayoutAccount } from '@/lib/payout-accounts';
import { readSetting } from '@/lib/settings';

/** What keeps a creator from being paid, where they look first; nothing when nothing does, or when there is nothing to pay yet. */
export async function AccountNotice({ db, creatorId, country, hasMoney }: { db: Queryable; creatorId: string; country: string; hasMoney: boolean }) {
  const [account, allowed] = await Promise.all([readPayoutAccount(db, creatorId), readSetting(db, 'allowedCountries')]);
  const obstacle = accountObstacle(account);
  if (obstacle === null) return null;
  if (obstacle.why === 'no_account' && !allowed.includes(country)) {
    return <Notice tone="bad" icon="alert">Nobody who lives in your country can be paid here at the moment. What supporters gave you stays yours; write to whoever runs this site.</Notice>;
  }
  const link = (words: string) => <a href="/dashboard/payout-account" className="underline">{words}</a>;
  if (obstacle.why === 'restricted') return <Notice tone="bad" icon="alert">Your payout account has stopped, so nothing can be paid to you. {link('See what it needs')}</Notice>;
  if (!hasMoney) return null;
  if (obstacle.why === 'onboarding') return <Notice tone="wait" icon="clock">Your payout account is not ready yet. {link('See what it needs')}</Notice>;
  return <Notice tone="wait" icon="clock">You can be paid once you have {link('connected a payout account')}. It takes a few minutes.</Notice>;
}
