/**
 * Stands in for `next/headers`, which answers only inside a request that Next serves
 * (vitest.config.ts): a test says with `arrive` what the request is, so that wrappers and lib/auth run
 * as they are.
 */
let sent: { headers: Headers; cookies: Map<string, string> } = { headers: new Headers(), cookies: new Map() };

/** From now on the request has these headers and cookies. Cookies that code sets are kept as a browser would. */
export function arrive(request: { headers?: Record<string, string>; cookies?: Record<string, string> }): void {
  sent = { headers: new Headers(request.headers), cookies: new Map(Object.entries(request.cookies ?? {})) };
}

export function headers(): Promise<Headers> {
  return Promise.resolve(sent.headers);
}

export function cookies() {
  const { cookies: jar } = sent;
  return Promise.resolve({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) ?? '' } : undefined),
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string) => void (value === '' ? jar.delete(name) : jar.set(name, value)),
  });
}
