'use client';

import { useId } from 'react';
import { useForm } from '@/components/ui/action-form';
import { contrastOf, readableAccent } from '@/lib/creators/input';

const PAPER = { light: '#fbf8f3', dark: '#16120e' };

/** A colour of one's own, and what becomes of it on light and on dark paper, with the contrast it has there. */
export function AccentField({ accent, shown }: { accent: string; shown: string }) {
  const { state } = useForm();
  const id = useId();
  const readable = readableAccent(shown);
  const refusal = state.refusal?.field === 'accent' ? state.refusal.sentence : null;
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-4">
      <div>
        <label htmlFor={id} className="sr-only">
          Your colour
        </label>
        <input
          id={id}
          type="color"
          name="accent"
          defaultValue={state.typed.accent ?? accent}
          className="color-field"
          aria-invalid={refusal ? true : undefined}
          aria-describedby={`${id}-shown`}
        />
        {refusal && (
          <p role="alert" className="refusal">
            {refusal}
          </p>
        )}
      </div>
      <ul id={`${id}-shown`} className="grid gap-2 text-[0.9375rem]">
        <Swatch theme="On light paper" paper={PAPER.light} ink={readable.light.ink} chosen={shown} />
        <Swatch theme="On dark paper" paper={PAPER.dark} ink={readable.dark.ink} chosen={shown} />
      </ul>
    </div>
  );
}

function Swatch(props: { theme: string; paper: string; ink: string; chosen: string }) {
  const ratio = contrastOf(props.ink, props.paper).toFixed(1);
  return (
    <li className="flex items-center gap-3">
      <svg viewBox="0 0 44 28" width="44" height="28" aria-hidden="true">
        <rect width="44" height="28" rx="8" fill={props.paper} stroke="currentColor" strokeOpacity="0.25" />
        <circle cx="22" cy="14" r="8" fill={props.ink} />
      </svg>
      <span className="figures">
        {props.theme}: {ratio} to 1
        <span className="hint block">{props.ink === props.chosen ? 'as you chose it' : `corrected to ${props.ink}`}</span>
      </span>
    </li>
  );
}
