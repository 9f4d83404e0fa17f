import { env } from '@/lib/env';
import { newId } from '@/lib/ids';
import { getStripe } from './client';
import { callProcessor } from './errors';

/**
 * Asks for the processor's hosted page on which a payee tells who they are and where money goes. It
 * opens once, for some minutes.
 *
 * @param request.isUpdate whether they have been there before and come to change something
 * @param request.refreshPath where a link that was used or is too old sends them, for another
 * @param request.returnPath where they come back to; that they do says nothing of what they told
 * @throws ProcessorUnavailable
 */
export async function openAccountLink(request: {
  stripeAccountId: string;
  isUpdate: boolean;
  refreshPath: string;
  returnPath: string;
}): Promise<string> {
  const base = env().APP_URL.replace(/\/$/, '');
  const urls = { refresh_url: base + request.refreshPath, return_url: base + request.returnPath };
  // Only repeats of this very call are one: each visit has a link of its own.
  const idempotencyKey = newId();
  const link = await callProcessor(() =>
    getStripe().v2.core.accountLinks.create(
      {
        account: request.stripeAccountId,
        use_case: request.isUpdate
          ? { type: 'account_update', account_update: urls }
          : { type: 'account_onboarding', account_onboarding: urls },
      },
      { idempotencyKey },
    ),
  );
  return link.url;
}
