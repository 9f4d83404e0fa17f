/** Reads JSON as what it is until somebody has looked at it. */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}
