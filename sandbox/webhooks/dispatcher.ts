import { Stripe } from 'stripe';
import type { Chaos } from '../server/chaos';
import type { Delivery } from '../store/records';
import type { World } from '../world';
import { findParcel } from './find-parcel';

/** Waits between tries, in real time. Stripe's sandbox tries thrice over hours; ours is quicker. */
export const DEFAULT_RETRY_DELAYS_MS = [500, 2_000, 5_000, 15_000, 30_000];

const IN_FLIGHT_AT_MOST = 16;
const ANSWER_WITHIN_MS = 20_000;

/**
 * Sends events to the webhook endpoints, signed by the SDK's own signer, after the answer to the
 * request that caused them. What is not answered with 2xx is tried again; waiting deliveries
 * survive a restart.
 */
export class Dispatcher {
  private readonly queue: string[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    private readonly world: World,
    private readonly chaos: Chaos,
    private readonly retryDelaysMs: readonly number[],
  ) {}

  /** Takes up what a former process did not get through. */
  start(): void {
    for (const { id, state } of this.world.store.deliveries.all()) {
      if (state === 'waiting') this.queue.push(id);
    }
    this.kick();
  }

  /** Takes the deliveries that were written since the last call; call after the answer is out. */
  kick(): void {
    for (const id of this.world.takeNewDeliveries()) this.enter(id);
    this.work();
  }

  /** Sends one more time, whatever became of it before. */
  resend(delivery: Delivery): void {
    const { store } = this.world;
    store.transact(() => store.deliveries.put({ ...delivery, state: 'waiting', attempts: 0 }));
    this.queue.push(delivery.id);
    this.work();
  }

  /** Whether nothing is on its way; what waits for a retry counts as being on its way. */
  get quiet(): boolean {
    return this.queue.length === 0 && this.running.size === 0 && this.timers.size === 0;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    await Promise.all(this.running);
  }

  /** A new delivery meets the faults that were asked for. */
  private enter(id: string): void {
    const { drop, delayMs, duplicates, shuffleMs } = this.chaos.webhooks;
    const delivery = this.world.store.deliveries.get(id);
    if (delivery === null) return; // Its request was undone.
    if (drop) {
      this.world.store.transact(() =>
        this.world.store.deliveries.put({ ...delivery, state: 'dropped' }),
      );
      return;
    }
    for (let copy = 0; copy <= duplicates; copy += 1) {
      const held = delayMs + Math.floor(Math.random() * shuffleMs);
      if (held === 0) this.queue.push(id);
      else this.later(id, held);
    }
  }

  private later(id: string, waitMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.queue.push(id);
      this.work();
    }, waitMs);
    this.timers.add(timer);
  }

  private work(): void {
    while (!this.stopped && this.running.size < IN_FLIGHT_AT_MOST) {
      const id = this.queue.shift();
      if (id === undefined) return;
      const sending: Promise<void> = this.send(id).finally(() => {
        this.running.delete(sending);
        this.work();
      });
      this.running.add(sending);
    }
  }

  private async send(id: string): Promise<void> {
    const { store } = this.world;
    const delivery = store.deliveries.get(id);
    const parcel = delivery === null ? null : findParcel(this.world, delivery);
    if (parcel === null) return;
    const outcome = await post(parcel.url, JSON.stringify(parcel.payload, null, 2), parcel.secret);
    const now = store.deliveries.get(id);
    if (this.stopped || now === null) return;
    this.record(now, outcome);
  }

  private record(delivery: Delivery, outcome: { status: number | null; error: string | null }): void {
    const delivered = outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
    const wait = this.retryDelaysMs[delivery.attempts];
    const again = !delivered && delivery.state === 'waiting' && wait !== undefined;
    const failed = delivery.state === 'delivered' ? 'delivered' : 'failed';
    this.world.store.transact(() =>
      this.world.store.deliveries.put({
        ...delivery,
        state: delivered ? 'delivered' : again ? 'waiting' : failed,
        attempts: delivery.attempts + 1,
        lastStatus: outcome.status,
        lastError: outcome.error,
      }),
    );
    if (again) this.later(delivery.id, wait);
  }
}

async function post(url: string, payload: string, secret: string) {
  // The signature is of now in real time, whatever the sandbox's clock says: receivers check it.
  const timestamp = Math.floor(Date.now() / 1_000);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: payload,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signature,
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.arrayBuffer();
    return { status: response.status, error: null };
  } catch (error) {
    return { status: null, error: error instanceof Error ? error.name : 'unknown' };
  }
}
