import { countCheckout, type Payer } from './count-checkout';
import { confirmTipDraft, draftTip } from './draft-tip';
import { parseTipWish, type TipForm } from './parse-tip-form';
import { startTip, takesTips } from './start-tip';

/**
 * Takes the posted tip form and answers where the person goes next: with JavaScript straight to the
 * hosted payment page; without, to the page that shows the exact amounts and confirms. The message
 * never travels in an address.
 *
 * @param now business time
 * @param payer who is signed in, and where the request comes from
 * @throws every refusal of `parseTipWish`, `startTip` and `draftTip`
 */
export async function submitTipForm(form: TipForm, now: Date, payer: Payer): Promise<{ goTo: string }> {
  const to = await takesTips(form.creatorId);
  const wish = parseTipWish(form, to.currency);
  if (form.key) {
    const { checkoutUrl } = await startTip({ key: form.key, creatorId: to.id, wish, now, payer });
    return { goTo: checkoutUrl };
  }
  await countCheckout(to.id, payer);
  const draft = await draftTip(to.id, wish, now);
  return { goTo: `/${draft.handle}/tip/${draft.id}` };
}

/** Takes the one button of the confirming page. @throws TipDraftGone and all that `startTip` throws */
export async function submitTipDraft(draftId: string, now: Date, payer: Payer): Promise<{ goTo: string }> {
  const { checkoutUrl } = await confirmTipDraft(draftId, now, payer);
  return { goTo: checkoutUrl };
}
