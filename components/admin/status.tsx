import { stateWords, type Tone } from './words';

/** A state by its word and a dot; never by colour alone. */
export function Status({ state, label, tone }: { state: string; label?: string; tone?: Tone }) {
  const words = stateWords(state);
  return <span className={`status status-${tone ?? words.tone}`}>{label ?? words.label}</span>;
}
