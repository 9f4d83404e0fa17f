'use client';

import { useEffect, useId, useState } from 'react';
import { useForm } from '@/components/ui/action-form';
import { suggestHandle } from './suggest-handle';

const PAUSE_MS = 350;

type Answer = { free: boolean; sentence?: string };

/**
 * The address of a page. It follows a name until somebody types into it, and says whether it is free
 * while one types: a hint only, the database decides. Without JavaScript it is a field.
 *
 * @param follows the name to make a first address of; absent where there is one already
 */
export function HandleField(props: { site: string; follows?: string; current?: string }) {
  const { state } = useForm();
  const [typed, setTyped] = useState<string | null>(state.typed.handle ?? props.current ?? null);
  const value = typed ?? suggestHandle(props.follows ?? '');
  const answer = useAvailability(value, props.current);
  const id = useId();
  const refusal = state.refusal?.field === 'handle' ? state.refusal.sentence : null;
  return (
    <div>
      <label htmlFor={id} className="label">
        Address of the page
      </label>
      <div className="prefixed">
        <span aria-hidden="true">{props.site}/</span>
        <input
          id={id}
          name="handle"
          className="field"
          value={value}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maxLength={60}
          autoCapitalize="none"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          aria-invalid={refusal ? true : undefined}
          aria-describedby={`${id}-hint ${id}-answer`}
        />
      </div>
      <p id={`${id}-hint`} className="hint mt-1">
        Small letters, digits and hyphens. You can change it later; the old one goes on leading here.
      </p>
      <p id={`${id}-answer`} role="status" className={answer?.free === false || refusal ? 'refusal' : 'hint text-good'}>
        {words(refusal, answer, value)}
      </p>
    </div>
  );
}

function words(refusal: string | null, answer: Answer | null, value: string): string {
  if (answer?.free === false) return answer.sentence ?? '';
  if (answer?.free) return `${value} is free.`;
  return refusal ?? '';
}

/** Asks the server once the typing pauses; an answer to what stood there before is dropped. */
function useAvailability(handle: string, current: string | undefined): Answer | null {
  const [known, setKnown] = useState<{ handle: string; answer: Answer } | null>(null);
  useEffect(() => {
    if (handle.length < 2 || handle === current) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/become/handle?of=${encodeURIComponent(handle)}`, { signal: stop.signal })
        .then((response) => (response.ok ? response.json() : null))
        .then((answer: Answer | null) => setKnown(answer && { handle, answer }))
        // Offline or in a hurry: the form itself will tell.
        .catch(() => undefined);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [handle, current]);
  return known?.handle === handle ? known.answer : null;
}
