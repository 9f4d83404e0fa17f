/** What a form shows after its action ran; client-safe, so it imports nothing. */
export type FormState = {
  /** An expected no. `field` names the field it stands beside, or null for the whole form. */
  refusal: { code: string; sentence: string; field: string | null } | null;
  /** What was done, in a sentence, for a form that stays on its page. */
  done: string | null;
  /** What was typed, so that a page drawn anew without JavaScript keeps it. */
  typed: Record<string, string>;
  /** An address on another site, to which the form leads; components/ui/use-act.ts goes there. */
  elsewhere?: string;
};

/** An action as a form takes it. */
export type FormAction = (state: FormState, data: FormData) => Promise<FormState>;

/** A form that nobody has sent yet. */
export const emptyFormState: FormState = { refusal: null, done: null, typed: {} };
