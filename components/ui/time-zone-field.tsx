'use client';

import { useSyncExternalStore } from 'react';

const subscribeToNothing = () => () => undefined;

/** Tells a form where its person lives, as their browser says it; without JavaScript it says nothing. */
export function TimeZoneField() {
  const zone = useSyncExternalStore(
    subscribeToNothing,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => '',
  );
  return <input type="hidden" name="timeZone" value={zone} />;
}
