'use client';

import { useEffect, useSyncExternalStore } from 'react';

const STORED = 'admin-slash';
const CHANGED = 'admin-slash-changed';

/** "/" leads into the search box, unless somebody is typing or has switched it off; Escape leads out. */
export function SearchKey({ target }: { target: string }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const box = document.getElementById(target);
      if (!(box instanceof HTMLInputElement)) return;
      if (event.key === 'Escape' && document.activeElement === box) box.blur();
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isOff()) return;
      event.preventDefault();
      box.focus();
      box.select();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [target]);
  return null;
}

/** A key by itself can be in the way of voice input, so it can be switched off (WCAG 2.1.4). */
export function SearchKeyChoice() {
  const off = useSyncExternalStore(subscribe, isOff, () => false);
  return (
    <label className="tick hint">
      <input
        type="checkbox"
        checked={!off}
        onChange={(event) => {
          localStorage.setItem(STORED, event.target.checked ? 'on' : 'off');
          dispatchEvent(new Event(CHANGED));
        }}
      />
      <span>Single keys work in this browser: “/” leads into the search box, “j” and “k” through what waits</span>
    </label>
  );
}

/** Other tabs tell by `storage`, this one by an event of its own. */
function subscribe(changed: () => void): () => void {
  addEventListener('storage', changed);
  addEventListener(CHANGED, changed);
  return () => {
    removeEventListener('storage', changed);
    removeEventListener(CHANGED, changed);
  };
}

/** Whether single keys are switched off in this browser. */
export function isOff(): boolean {
  return localStorage.getItem(STORED) === 'off';
}

/** Whether a key is meant for what is being typed. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
