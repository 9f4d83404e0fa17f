/** Whether a request's cookies hold one of a session; whether it is a good one is not asked here. */
export function hasSession(cookies: string, names: readonly string[]): boolean {
  return cookies.split(';').some((pair) => names.includes(pair.slice(0, pair.indexOf('=')).trim()));
}
