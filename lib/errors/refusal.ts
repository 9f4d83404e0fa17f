/**
 * An expected no, with a sentence that a person can act on (DESIGN.md, Vocabulary: *refusal*).
 *
 * Thrown inside a command it rolls the transaction back; the edge (a server action or a route)
 * turns it into form state or JSON. Everything that is not a Refusal is a bug and ends in a 500.
 * `code` is stable and machine-readable, `status` the HTTP status an edge without a form answers,
 * `field` the form field it belongs to, when there is one.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly sentence: string;
  readonly field: string | null;

  constructor(code: string, sentence: string, options: { status?: number; field?: string } = {}) {
    super(`${code}: ${sentence}`);
    this.name = 'Refusal';
    this.code = code;
    this.sentence = sentence;
    this.status = options.status ?? 422;
    this.field = options.field ?? null;
  }
}

/** Whether a caught value is an expected no; anything else must be thrown on. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal;
}
