import Stripe from 'stripe';
import { WEBHOOK_SECRET } from './world';

/** Speaks to a sandbox's control routes (sandbox/README.md). @throws Error when it does not obey */
export async function control(sandbox: { url: string }, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) {
  const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}: ${await response.text()}`);
  const answer: unknown = await response.json();
  return answer;
}

/** The SDK on a sandbox, for what a test wants to see of "Stripe's own record". */
export function sdkOf(sandbox: { port: number }): Stripe {
  return new Stripe('sk_test_sandbox', { host: '127.0.0.1', port: sandbox.port, protocol: 'http', telemetry: false });
}

/** An event as Stripe would send it: its raw bytes and their signature. */
export function signed(event: object, options: { secret?: string; timestamp?: number } = {}) {
  const payload = JSON.stringify(event);
  const signature = Stripe.webhooks.generateTestHeaderString({
    payload,
    secret: options.secret ?? WEBHOOK_SECRET,
    ...(options.timestamp ? { timestamp: options.timestamp } : {}),
  });
  return { rawBody: Buffer.from(payload), signature };
}

/** Every event that a sandbox has made, oldest first. */
export async function eventsOf(sandbox: { port: number }): Promise<Stripe.Event[]> {
  const events: Stripe.Event[] = [];
  for await (const event of sdkOf(sandbox).events.list({ limit: 100 })) events.push(event);
  return events.reverse();
}

/**
 * The same event as a liar would send it: about another thing than Stripe made it for.
 * Its type is a bare object on purpose: spreading `Stripe.Event`, a union of some 250 kinds, cost two minutes of type check a time.
 */
export function forgedOf(event: Stripe.Event | undefined, metadata: Record<string, string>): object {
  if (event === undefined) throw new Error('There is no event to forge');
  const object: object = event.data.object;
  const envelope: object = event;
  return { ...envelope, id: 'evt_forged', data: { object: { ...object, metadata } } };
}
