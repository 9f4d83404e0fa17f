import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

const TONES = {
  good: 'bg-good-soft text-good',
  wait: 'bg-copper-soft text-copper',
  bad: 'bg-bad-soft text-bad',
} as const;

/** A state in one line with its icon; never by colour alone. */
export function Notice(props: { tone: keyof typeof TONES; icon: IconName; children: ReactNode }) {
  return (
    <p className={`flex items-start gap-2 rounded-field px-4 py-3 font-medium ${TONES[props.tone]}`}>
      <Icon name={props.icon} className="mt-[0.2em] size-[1.15em]" />
      <span>{props.children}</span>
    </p>
  );
}
