import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import type { FormAction } from '@/components/ui/form-state';

/**
 * The one button that mends a refused bill: the hosted page takes the open amount with any card,
 * and keeps it for the tab when its fan pays. It works without script.
 *
 * @param cardsHref where a signed-in fan saves a card without paying by hand; null for others
 */
export function PayForm(props: { action: FormAction; token: string; sum: string; cardsHref: string | null }) {
  return (
    <div className="grid justify-items-start gap-3">
      <ActionForm action={props.action} label="Pay this bill">
        <input type="hidden" name="token" value={props.token} />
        <SubmitButton>Pay {props.sum}</SubmitButton>
      </ActionForm>
      <p className="hint">
        On Stripe’s page.{' '}
        {props.cardsHref ? 'The card you use there is kept for your tab.' : 'The card you use there pays this bill only. Sign in first to have it kept for your tab.'}
        {props.cardsHref && (
          <>
            {' '}
            Or{' '}
            <a href={props.cardsHref} className="text-link">
              save another card
            </a>
            : everything open is then charged to it at once.
          </>
        )}
      </p>
    </div>
  );
}
