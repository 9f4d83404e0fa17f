import { getDb } from '@/db/client';
import { payHostedPage } from '@/db/seed/pay-hosted-page';
import { findFanById, openCardSetup, type Fan } from '@/lib/fans';
import { newId } from '@/lib/ids';
import { runJob } from '@/lib/jobs';

/** Opens the page that saves a card, as the button does; nothing is saved yet. */
export function openSavePage(fan: Fan, key = newId(), now = new Date()): Promise<string> {
  return openCardSetup(fan, { key, returnPath: '/account/cards', cancelPath: '/account/cards', currency: 'USD', now });
}

/** Saves a card on the hosted page; nothing has been learned of it yet. */
export async function fillSavePage(url: string, number = '4242424242424242'): Promise<void> {
  const next = await payHostedPage(url, { email: 'fan@fans.example', method: 'card', number });
  if (!next.includes('/3ds/')) return;
  const approved = await fetch(next, { method: 'POST', body: new URLSearchParams({ outcome: 'approve' }), redirect: 'manual' });
  if (approved.status !== 303) throw new Error(`3-D Secure answered ${approved.status}`);
}

/** A fan with a card that the sandbox knows, learned of as in life; answers the fan as it is now. */
export async function saveCard(fan: Fan, number?: string): Promise<Fan> {
  await fillSavePage(await openSavePage(fan), number);
  await runJob('reconcile', new Date());
  const now = await findFanById(getDb(), fan.id);
  if (!now) throw new Error('a fan went missing');
  return now;
}
