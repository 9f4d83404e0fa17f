import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import Stripe from 'stripe';
import { afterAll, beforeAll } from 'vitest';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '@/sandbox/start-sandbox';

type CreateParams = Stripe.Checkout.SessionCreateParams;

export const CARD_OK = '4242424242424242';
export const CARD_DECLINED = '4000000000000002';
export const CARD_3DS = '4000000000003220';
const TEST_KEY = 'sk_test_sandbox';

/** What a test does with a sandbox: the real SDK, the control routes, the hosted page's forms. */
export class SandboxDriver {
  readonly stripe: Stripe;

  constructor(readonly url: string) {
    this.stripe = sdkFor(url);
  }

  async control<Answer = unknown>(path: string, body?: object, method = 'POST'): Promise<Answer> {
    const response = await fetch(`${this.url}/_sandbox${path}`, {
      method: body === undefined && method === 'POST' ? 'GET' : method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: Answer = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return answer;
  }

  advance(ms: number) {
    return this.control('/clock', { advance_ms: ms });
  }

  /** Waits until no webhook is on its way. */
  drain() {
    return this.control<{ quiet: boolean }>('/drain', {});
  }

  session(amount = 300, currency = 'usd', more: CreateParams = {}) {
    return this.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [
        { quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: 'A tip' } } },
      ],
      success_url: 'http://localhost:3000/thanks?session={CHECKOUT_SESSION_ID}',
      cancel_url: 'http://localhost:3000/somebody',
      ...more,
    });
  }

  /** Posts the payment form of a session as a browser would, and follows nothing. */
  pay(session: { id: string }, number = CARD_OK, more: Record<string, string> = {}) {
    const card = { method: 'card', card_number: number, card_expiry: '12/34', card_cvc: '123' };
    return this.post(`/c/pay/${session.id}`, { email: 'fan@example.com', ...card, ...more });
  }

  post(path: string, form: Record<string, string>) {
    const body = new URLSearchParams(form);
    return fetch(`${this.url}${path}`, { method: 'POST', body, redirect: 'manual' });
  }

  /** A session paid by card, with its charge. */
  async charge(amount = 300, currency = 'usd', number = CARD_OK): Promise<Stripe.Charge> {
    const session = await this.session(amount, currency);
    const answer = await this.pay(session, number);
    if (answer.status !== 303) throw new Error(`paying answered ${answer.status}`);
    return this.chargeOf(session.id);
  }

  async chargeOf(session: string): Promise<Stripe.Charge> {
    const paid = await this.stripe.checkout.sessions.retrieve(session, {
      expand: ['payment_intent.latest_charge.balance_transaction'],
    });
    const intent = paid.payment_intent;
    const charge = typeof intent === 'string' ? null : intent?.latest_charge;
    if (!charge || typeof charge === 'string') throw new Error(`${session} has no charge`);
    return charge;
  }

  /** The types of the events so far, oldest first. */
  async eventTypes(): Promise<string[]> {
    const events = await this.stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
    return events.map(({ type }) => type).reverse();
  }
}

/** The SDK as the app uses it, pointed at a sandbox. */
export function sdkFor(url: string, key = TEST_KEY): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

/** The transaction that `balance_transaction` was expanded to. */
export function transactionOf(charge: Stripe.Charge): Stripe.BalanceTransaction {
  const transaction = charge.balance_transaction;
  if (!transaction || typeof transaction === 'string') throw new Error('no balance transaction');
  return transaction;
}

/** A sandbox of the file's own, in memory; fees are known at once unless told otherwise. */
export function useSandbox(options: SandboxOptions = {}): () => SandboxDriver {
  let running: RunningSandbox | null = null;
  let driver: SandboxDriver | null = null;
  beforeAll(async () => {
    running = await startSandbox({ feeDelayMs: 0, webhookRetryDelaysMs: [1, 1, 1], ...options });
    driver = new SandboxDriver(running.url);
  });
  afterAll(() => running?.stop());
  return () => {
    if (driver === null) throw new Error('the sandbox runs only inside tests');
    return driver;
  };
}

export interface Received {
  body: string;
  headers: IncomingHttpHeaders;
}

/** An endpoint for webhooks; `answer` gives the status of each answer. */
export class Receiver {
  readonly received: Received[] = [];
  answer: (place: number) => number = () => 200;
  url = '';
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      this.received.push({ body, headers: request.headers });
      response.writeHead(this.answer(this.received.length)).end();
    });
  });

  start(): Promise<void> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => {
        const address = this.server.address();
        if (address !== null && typeof address !== 'string') {
          this.url = `http://127.0.0.1:${address.port}/webhooks`;
        }
        resolve();
      });
    });
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** The events in the order in which they arrived, verified with the endpoint's secret. */
  events(secret: string): Stripe.Event[] {
    return this.received.map(({ body, headers }) =>
      Stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), secret),
    );
  }
}

/** Runs a call that must be refused, and gives the SDK's error. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
