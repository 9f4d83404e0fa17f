import Stripe from 'stripe';
import type { EventObjects, EventType } from './webhooks/event-types';
import { SandboxClock } from './store/clock';
import { newStripeId } from './store/ids';
import type { EventRecord, NewTask } from './store/records';
import { Store } from './store/store';

/** The API version that the SDK pins; every event is written in it. */
export const API_VERSION: string = Stripe.API_VERSION;

export const ACCOUNT_ID = 'acct_sandbox';

/** How long things take, in milliseconds of the sandbox's clock. */
export interface Delays {
  /** From a successful charge to its fee (`charge.updated`). */
  feeMs: number;
  /** From a debit to its settlement or failure. */
  debitMs: number;
  /** The same for the test accounts that take their time. */
  slowDebitMs: number;
  /** From a charge to the dispute that its test card brings. */
  disputeMs: number;
  /** From a refund that is not instant to its end. */
  refundMs: number;
  /** From what an account told to Stripe having looked at it. */
  verifyMs: number;
}

export const DEFAULT_DELAYS: Delays = {
  feeMs: 1_500,
  debitMs: 10_000,
  slowDebitMs: 180_000,
  disputeMs: 1_000,
  refundMs: 5_000,
  verifyMs: 1_500,
};

/** The next balance transactions settle in this currency instead of their charge's own. */
export interface ForeignSettlement {
  currency: string;
  /** Units of `currency` for one unit of the charge's currency, both in major units. */
  exchangeRate: number;
  remaining: number;
}

/** Everything that the code behind a route works with. */
export class World {
  readonly store: Store;
  readonly clock: SandboxClock;
  /** The API request being answered; events name it. */
  request: Stripe.Event.Request | null = null;
  /** The connected account for which the request asks; null: the platform itself. */
  account: string | null = null;
  /** Where the hosted pages stand for who is asking, without a slash at the end. */
  origin = '';
  foreignSettlement: ForeignSettlement | null = null;
  private newDeliveries: string[] = [];
  /** Set by the scheduler, which itself needs the world. */
  schedule: (task: NewTask, delayMs: number) => void = () => undefined;

  constructor(
    folder: string | null,
    readonly delays: Delays,
    readonly merchantName: string,
  ) {
    this.store = new Store(folder);
    const offset = this.store.settings.get('clock')?.value;
    this.clock = new SandboxClock(typeof offset === 'number' ? offset : 0);
  }

  /**
   * Writes an event with the object as it is now; deliveries to the endpoints that listen for it
   * are written beside it and sent after the answer. What happens to a connected account goes to the
   * endpoints for those.
   */
  emit<Type extends EventType>(
    type: Type,
    object: EventObjects[Type],
    previous?: Partial<EventObjects[Type]>,
    account: string | null = null,
  ): EventRecord {
    const event = this.store.events.put({
      id: newStripeId('evt'),
      object: 'event',
      ...(account === null ? {} : { account }),
      api_version: API_VERSION,
      created: this.clock.seconds(),
      data: { object, ...(previous ? { previous_attributes: { ...previous } } : {}) },
      livemode: false,
      pending_webhooks: 0,
      request: this.request ?? { id: null, idempotency_key: null },
      type,
    });
    for (const endpoint of this.store.endpoints.all()) {
      const listens = endpoint.enabled_events.some((name) => name === '*' || name === type);
      const connect = this.store.endpointSecrets.get(endpoint.id)?.connect ?? false;
      if (endpoint.status === 'enabled' && listens && connect === (account !== null)) this.queueDelivery(event.id, endpoint.id);
    }
    return event;
  }

  /** Writes that an event is on its way to a receiver; it is sent after the answer. */
  queueDelivery(event: string, endpoint: string): void {
    const delivery = this.store.deliveries.put({
      id: newStripeId('dlv'),
      event,
      endpoint,
      state: 'waiting',
      attempts: 0,
      lastStatus: null,
      lastError: null,
    });
    this.newDeliveries.push(delivery.id);
  }

  /** The deliveries written since the last call; some may have been undone with their request. */
  takeNewDeliveries(): string[] {
    const taken = this.newDeliveries;
    this.newDeliveries = [];
    return taken;
  }
}
