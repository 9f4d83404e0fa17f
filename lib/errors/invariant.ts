/**
 * States what must be true if the program is right. A failure is a bug, never a person's mistake:
 * it ends in a 500 and a log line, so the message is for the maintainer.
 *
 * @throws Error when the condition is false
 */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant violated: ${message}`);
}
