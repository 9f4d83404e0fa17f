'use client';

import { useEffect, useRef, useState, type FormEvent } from 'react';
import { AmountInvalid, parseAmount, plainAmount, type Currency } from '@/lib/money/input';
import type { TipPricing } from '@/lib/pricing/input';
import { Comparison, Saving, type Gifts } from './comparison';

export type CurrencyPrice = { currency: Currency; pricing: TipPricing; giftMinor: number };

const FIRST_COUNT = 10;
const MOST_GIFTS = 40;

/**
 * One gift alone against many on one bill. The server draws it with ten of the smallest gifts, and
 * that is all that a browser without JavaScript sees; with it, the receipts follow every key.
 */
export function FeeCalculator({ prices }: { prices: readonly [CurrencyPrice, ...CurrencyPrice[]] }) {
  const form = useRef<HTMLFormElement>(null);
  const [{ gifts, refusal }, setShown] = useState<Shown>(() => ({ gifts: firstGifts(prices[0]), refusal: null }));

  // A browser fills the form as it was before a reload, and people type before the script arrives.
  useEffect(() => {
    const filled = form.current;
    if (filled) setShown((before) => read(filled, prices, before.gifts));
  }, [prices]);

  function follow(event: FormEvent<HTMLFormElement>) {
    const filled = event.currentTarget;
    if (event.target instanceof HTMLInputElement && event.target.name === 'currency') fillGift(filled, prices);
    setShown((before) => read(filled, prices, before.gifts));
  }

  return (
    <>
      <form
        ref={form}
        aria-label="Reckon with other numbers"
        className="needs-script card mb-8 grid gap-5 p-5 sm:grid-cols-[auto_8rem_1fr] sm:gap-6 sm:p-6"
        onSubmit={(event) => event.preventDefault()}
        onInput={follow}
        noValidate
      >
        <CurrencyChoice prices={prices} />
        <GiftField first={prices[0]} refusal={refusal} />
        <CountField count={gifts.count} />
      </form>
      <div aria-live="polite">
        <Comparison {...gifts} />
        <Saving {...gifts} />
      </div>
    </>
  );
}

/** What stands on the receipts (the last gifts that could be read), and why the typed ones do not. */
type Shown = { gifts: Gifts; refusal: string | null };

function CurrencyChoice({ prices }: { prices: readonly CurrencyPrice[] }) {
  return (
    <fieldset>
      <legend className="label">Currency</legend>
      <div className="segmented min-w-60">
        {prices.map(({ currency }, at) => (
          <label key={currency} className="choice">
            <input type="radio" name="currency" value={currency} defaultChecked={at === 0} />
            <span>{currency}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function GiftField({ first, refusal }: { first: CurrencyPrice; refusal: string | null }) {
  return (
    <div>
      <label className="label" htmlFor="gift">
        Each gift
      </label>
      <input
        id="gift"
        name="gift"
        className="field figures"
        inputMode="decimal"
        autoComplete="off"
        defaultValue={plainAmount(first.giftMinor, first.currency)}
        aria-invalid={refusal !== null}
        aria-describedby={refusal === null ? undefined : 'gift-refusal'}
      />
      {refusal !== null && (
        <p id="gift-refusal" className="refusal" role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}

function CountField({ count }: { count: number }) {
  return (
    <div>
      <label className="label flex justify-between" htmlFor="count">
        How many <output className="figures">{count}</output>
      </label>
      <input
        id="count"
        name="count"
        type="range"
        min={1}
        max={MOST_GIFTS}
        defaultValue={FIRST_COUNT}
        className="h-12 w-full cursor-pointer accent-accent"
      />
    </div>
  );
}

function firstGifts({ currency, pricing, giftMinor }: CurrencyPrice): Gifts {
  return { amountMinor: giftMinor, count: FIRST_COUNT, currency, pricing };
}

/** One dollar is no sum in yen: another currency begins with its own smallest gift. */
function fillGift(form: HTMLFormElement, prices: readonly CurrencyPrice[]): void {
  const price = priceIn(form, prices);
  const field = form.elements.namedItem('gift');
  if (price && field instanceof HTMLInputElement) field.value = plainAmount(price.giftMinor, price.currency);
}

function read(form: HTMLFormElement, prices: readonly CurrencyPrice[], before: Gifts): Shown {
  const price = priceIn(form, prices);
  const data = new FormData(form);
  const count = Number(data.get('count'));
  if (!price || !Number.isInteger(count) || count < 1) return { gifts: before, refusal: null };
  try {
    const amountMinor = parseAmount(data.get('gift'), price.currency);
    return { gifts: { amountMinor, count, currency: price.currency, pricing: price.pricing }, refusal: null };
  } catch (error) {
    if (!(error instanceof AmountInvalid)) throw error;
    return { gifts: { ...before, count }, refusal: error.sentence };
  }
}

function priceIn(form: HTMLFormElement, prices: readonly CurrencyPrice[]): CurrencyPrice | undefined {
  const chosen = new FormData(form).get('currency');
  return prices.find(({ currency }) => currency === chosen);
}
