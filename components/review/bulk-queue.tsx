'use client';

import { useCallback, useState, type ReactNode } from 'react';
import { ActionForm, SubmitButton } from '@/components/ui/action-form';
import { Confirm } from '@/components/ui/confirm';
import type { FormAction } from '@/components/ui/form-state';
import { formatMoney, type Currency } from '@/lib/money/input';

type Choosable = { id: string; amountMinor: number; currency: Currency };

/**
 * The queue as a form: ticked rows go together. Only rows that may go together have a tick, and the
 * command asks anew for each whether it still may.
 *
 * @param action null while the second factor is not fresh; with nothing to choose the form stays, because it says what went
 */
export function BulkQueue({ action, sums, children }: { action: FormAction | null; sums: Choosable[]; children: ReactNode }) {
  const [chosen, setChosen] = useState<string[]>([]);
  const forget = useCallback(() => setChosen([]), []);
  if (!action) return children;
  const read = (form: HTMLFormElement) => setChosen(new FormData(form).getAll('payouts').map(String));
  return (
    <ActionForm action={action} label="Let low scores go together" onInput={read} onDone={forget}>
      {children}
      {sums.length > 0 && <Confirm plain label={label(chosen.length)} sentence="Their transfers are made at once. Only low scores can be chosen: never a first payout, nor one that needs two admins.">
        <p className="hint" aria-live="polite">{chosen.length === 0 ? 'Tick those that may go.' : totals(sums.filter(({ id }) => chosen.includes(id)))}</p>
        <SubmitButton>Approve the ticked ones</SubmitButton>
      </Confirm>}
    </ActionForm>
  );
}

function label(count: number): string {
  return count === 0 ? 'Approve the ticked ones…' : count === 1 ? 'Approve one…' : `Approve ${count}…`;
}

/** What leaves in all, in each currency. */
function totals(rows: Choosable[]): string {
  const byCurrency = new Map<Currency, number>();
  for (const { currency, amountMinor } of rows) byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + amountMinor);
  return `In all ${[...byCurrency].map(([currency, amountMinor]) => formatMoney(amountMinor, currency)).join(' and ')}.`;
}
