import { countCheckout, type Payer } from './count-checkout';
import { confirmTipDraft, draftTip, sendTip } from './draft-tip';
import { parseTipWish, type TipForm } from './parse-tip-form';
import { takesTips } from './start-tip';

/**
 * Takes the posted tip form and answers where the person goes next: with JavaScript straight to the
 * hosted payment page or to the tab; without, to the page that shows the exact amounts and confirms. The message
 * never travels in an address.
 *
 * @param now business time
 * @param payer who is signed in, and where the request comes from
 * @throws every refusal of `parseTipWish`, `startTip`, `tipOnTab` and `draftTip`
 */
export async function submitTipForm(form: TipForm, now: Date, payer: Payer): Promise<{ goTo: string }> {
  const to = await takesTips(form.creatorId);
  const wish = parseTipWish(form, to.currency);
  const agrees = form.agree === 'on';
  if (form.key) return sendTip(form.way, { key: form.key, creatorId: to.id, wish, now, payer, agrees });
  await countCheckout(to.id, payer);
  const draft = await draftTip(to.id, { wish, way: form.way, agrees }, now, payer);
  return { goTo: `/${draft.handle}/tip/${draft.id}` };
}

/** Takes the one button of the confirming page. @throws TipDraftGone and all that `startTip` and `tipOnTab` throw */
export async function submitTipDraft(draftId: string, now: Date, payer: Payer): Promise<{ goTo: string }> {
  return confirmTipDraft(draftId, now, payer);
}
