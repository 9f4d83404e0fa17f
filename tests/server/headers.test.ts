import { createConnection } from 'node:net';
import { expect, test } from 'vitest';
import { serve } from './serve';

const echo = {
  handle: (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ headers: request.headers, raw: request.rawHeaders.join('\n').toLowerCase() }));
  },
};

test('every answer carries the security headers, those of refusals and health too', async () => {
  const { send } = await serve({ ...echo, handle: (_request, response) => void response.writeHead(404).end() });
  for (const path of ['/', '/nowhere', '/healthz', '/api/webhooks/stripe']) {
    const { headers } = await send(path);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'; /);
    expect(headers['x-powered-by']).toBeUndefined();
  }
});

test('the policy allows forms to where one may sign in, if that is offered', async () => {
  const { headers } = await (await serve({ ...echo, signInOrigins: ['https://github.com'] })).send('/');
  expect(String(headers['content-security-policy'])).toContain("form-action 'self' https://checkout.stripe.com https://connect.stripe.com https://github.com;");
});

test('the policy allows forms to Checkout, or to the sandbox in its place, and nowhere else', async () => {
  const real = await (await serve(echo)).send('/');
  expect(real.headers['content-security-policy']).toContain("form-action 'self' https://checkout.stripe.com https://connect.stripe.com;");
  const sandboxed = await (await serve({ ...echo, stripeApiBase: 'http://127.0.0.1:4242/v1' })).send('/');
  expect(sandboxed.headers['content-security-policy']).toContain("form-action 'self' http://127.0.0.1:4242;");
});

test('the policy forbids frames, plugins, other bases and inline code without the nonce', async () => {
  const { headers } = await (await serve(echo)).send('/');
  const policy = String(headers['content-security-policy']);
  for (const rule of ["frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "connect-src 'self'", "img-src 'self' data:"]) {
    expect(policy).toContain(rule);
  }
  expect(policy).not.toMatch(/unsafe|https?:\/\/(?!checkout\.stripe\.com|connect\.stripe\.com)|\*/);
});

test('each answer has a nonce of its own, and a nonce that the client sends is ignored', async () => {
  const { send } = await serve(echo);
  const forged = "script-src 'nonce-attacker'";
  const answers = [await send('/', { headers: { 'content-security-policy': forged, 'x-nonce': 'attacker' } }), await send('/')];
  const policies = answers.map((answer) => String(answer.headers['content-security-policy']));
  expect(policies[0]).not.toBe(policies[1]);
  for (const [at, answer] of answers.entries()) {
    expect(answer.text).not.toContain('attacker');
    expect(JSON.parse(answer.text).headers['content-security-policy']).toBe(policies[at]);
  }
});

test('HSTS is sent over https only, for a browser would keep it for localhost', async () => {
  const plain = await (await serve({ ...echo, appUrl: new URL('http://localhost:3000') })).send('/');
  expect(plain.headers['strict-transport-security']).toBeUndefined();
  const secure = await (await serve({ ...echo, appUrl: new URL('https://tuppence.test') })).send('/');
  expect(secure.headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains; preload');
});

test.each([
  'X-Forwarded-Host', 'X-Forwarded-For', 'X-Forwarded-Proto', 'Forwarded', 'X-Real-IP', 'X-Original-URL',
  'X-Middleware-Subrequest', 'x-tuppence-local', 'X-Tuppence-Anything', 'x-invoke-path', 'x-request-id',
])('what a client claims in %s never gets further in', async (name) => {
  const { send } = await serve(echo);
  const { text } = await send('/', { headers: { [name]: 'evil.example' } });
  expect(text).not.toContain('evil.example');
});

test('every request gets an id of its own', async () => {
  const { send } = await serve(echo);
  const ids = await Promise.all([send('/a'), send('/b')]);
  const [one, two] = ids.map((answer) => JSON.parse(answer.text).headers['x-request-id']);
  expect(one).toMatch(/^[0-9a-f-]{36}$/);
  expect(one).not.toBe(two);
});

const local = { ...echo, sandbox: true, appUrl: new URL('http://localhost:3000'), stripeApiBase: 'http://127.0.0.1:4242' };
const gateOf = (text: string): unknown => JSON.parse(text).headers['x-tuppence-local'];

test.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'localhost'])(
  'in the sandbox a request to %s passes the gate', async (host) => {
    const { send } = await serve(local);
    expect(gateOf((await send('/mailbox', { headers: { host } })).text)).toBe('1');
  },
);

test.each([
  ['a foreign host (DNS rebinding)', { host: 'evil.example:3000' }],
  ['a host that only begins like this machine', { host: 'localhost.evil.example' }],
  ['a host in other digits', { host: '0.0.0.0:3000' }],
  ['the trace of a proxy', { host: 'localhost:3000', 'x-forwarded-for': '10.0.0.1' }],
  ['a Forwarded header', { host: 'localhost:3000', forwarded: 'for=10.0.0.1' }],
  ['any other forwarded header', { host: 'localhost:3000', 'x-forwarded-anything': '' }],
])('in the sandbox a request with %s does not pass the gate', async (_what, headers) => {
  const { send } = await serve(local);
  expect(gateOf((await send('/mailbox', { headers: { 'x-tuppence-local': '1', ...headers } })).text)).toBeUndefined();
});

test('outside the sandbox nothing passes the gate', async () => {
  const { send } = await serve({ ...local, sandbox: false });
  expect(gateOf((await send('/mailbox', { headers: { host: 'localhost:3000', 'x-tuppence-local': '1' } })).text)).toBeUndefined();
});

test.each([
  ['TRACE', '/', 405], ['PUT', '/', 405], ['DELETE', '/ada', 405], ['OPTIONS', '/', 405],
  ['PROPFIND', '/', 501], ['TRACE', '/api/anything', 405],
])('%s %s is refused with %i and echoes nothing', async (method, path, status) => {
  const { send } = await serve(echo);
  const answer = await send(path, { method, headers: { 'x-secret': 'do-not-echo' } });
  expect(answer.status).toBe(status);
  expect(answer.headers.allow).toContain('GET, HEAD, POST');
  expect(answer.text).not.toContain('do-not-echo');
});

test('a body declared larger than any form is refused unread', async () => {
  const { send } = await serve(echo);
  expect((await send('/', { method: 'POST', body: Buffer.alloc(1_200_000) })).status).toBe(413);
});

test('a picture passes only where pictures are uploaded, and only with a session', async () => {
  const { send } = await serve(echo);
  const post = async (path: string, bytes: number, cookie = '__Host-sid=x') =>
    (await send(path, { method: 'POST', body: Buffer.alloc(bytes), headers: { cookie } })).status;
  expect([await post('/become', 8_000_000), await post('/dashboard/page?from=phone', 8_000_000)]).toEqual([200, 200]);
  expect([await post('/dashboard/page', 8_000_000, 'theme=dark'), await post('/dashboard/tips', 8_000_000), await post('/become', 9_000_000)]).toEqual([413, 413, 413]);
});

test('a form that does not say how long it is gets no chance to be endless', async () => {
  const { send } = await serve(echo);
  expect((await send('/', { method: 'POST', headers: { 'transfer-encoding': 'chunked' }, body: 'x' })).status).toBe(411);
});

test('an uploaded picture opened by itself may do nothing at all', async () => {
  const { send } = await serve(echo);
  const { headers } = await send('/media/abc/96.webp');
  expect(headers['content-security-policy']).toBe("sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test.each(['GET http://evil.example/ HTTP/1.1\r\nHost: tuppence.test', 'GET / HTTP/1.1\r\nHost: a.test\r\nHost: b.test', 'OPTIONS * HTTP/1.1\r\nHost: tuppence.test'])(
  'a request line or host that could mean two things is refused: %j', async (head) => {
    const { port } = await serve(echo);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = createConnection(port, '127.0.0.1', () => socket.write(`${head}\r\nConnection: close\r\n\r\n`));
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => resolve(text)).on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  },
);
