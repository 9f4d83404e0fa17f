import type { Stripe } from 'stripe';
import { Collection } from './collection';
import { Journal, type Change } from './journal';
import type { AccountDetails, AccountLinkRecord, KeptSettings, LoginLinkRecord, Owner, PayoutPart, ThinEvent } from './connect-records';
import type {
  CustomerFault,
  Delivery,
  EndpointSecret,
  EventRecord,
  Instrument,
  IntentDetails,
  SessionDetails,
  Setting,
  SetupDetails,
  StoredAnswer,
  Task,
} from './records';

/** The id in a field that may hold an id or the whole object. */
export function idOf(field: string | { id: string } | null | undefined): string | null {
  return typeof field === 'string' ? field : (field?.id ?? null);
}

/**
 * All state, in memory, with a journal on disk behind it. One request is one transaction:
 * requests run to their end without waiting for anything, so they never see each other's halves.
 */
export class Store {
  private changes: Change[] = [];
  private undo: (() => void)[] = [];
  private readonly journal: Journal | null;
  private readonly collections = new Map<
    string,
    { restoreRaw: (id: string, item: unknown) => void; items: () => { id: string }[]; clear: () => void }
  >();

  readonly accountDetails = this.collection<AccountDetails>('account_details');
  readonly accountLinks = this.collection<AccountLinkRecord>('account_link');
  readonly accounts = this.collection<Stripe.V2.Core.Account>('account');
  readonly balanceSettings = this.collection<KeptSettings>('balance_settings');
  readonly balanceTransactions = this.collection<Stripe.BalanceTransaction>(
    'balance_transaction',
    (transaction) => idOf(transaction.source),
  );
  readonly charges = this.collection<Stripe.Charge>('charge', (c) => idOf(c.payment_intent));
  readonly customerFaults = this.collection<CustomerFault>('customer_fault');
  readonly customers = this.collection<Stripe.Customer>('customer');
  readonly deletedCustomers = this.collection<Stripe.DeletedCustomer>('deleted_customer');
  readonly deliveries = this.collection<Delivery>('delivery', (delivery) => delivery.event);
  readonly disputes = this.collection<Stripe.Dispute>('dispute', (d) => idOf(d.charge));
  readonly endpoints = this.collection<Stripe.WebhookEndpoint>('webhook_endpoint');
  readonly endpointSecrets = this.collection<EndpointSecret>('endpoint_secret');
  readonly eventDestinations = this.collection<Stripe.V2.Core.EventDestination>('event_destination');
  readonly events = this.collection<EventRecord>('event', (event) => objectIdOf(event));
  readonly fraudWarnings = this.collection<Stripe.Radar.EarlyFraudWarning>('early_fraud_warning', (warning) =>
    idOf(warning.charge),
  );
  readonly instruments = this.collection<Instrument>('instrument');
  readonly intentDetails = this.collection<IntentDetails>('intent_details');
  readonly intents = this.collection<Stripe.PaymentIntent>('payment_intent');
  readonly loginLinks = this.collection<LoginLinkRecord>('login_link');
  readonly mandates = this.collection<Stripe.Mandate>('mandate');
  readonly owners = this.collection<Owner>('owner');
  readonly paymentMethods = this.collection<Stripe.PaymentMethod>('payment_method', (method) =>
    idOf(method.customer),
  );
  readonly payoutParts = this.collection<PayoutPart>('payout_part');
  readonly payouts = this.collection<Stripe.Payout>('payout');
  readonly prices = this.collection<Stripe.Price>('price');
  readonly products = this.collection<Stripe.Product>('product');
  readonly refunds = this.collection<Stripe.Refund>('refund', (refund) => idOf(refund.charge));
  readonly sessionDetails = this.collection<SessionDetails>('session_details');
  readonly sessions = this.collection<Stripe.Checkout.Session>('session', (session) =>
    idOf(session.payment_intent),
  );
  readonly settings = this.collection<Setting>('setting');
  readonly setupDetails = this.collection<SetupDetails>('setup_details');
  readonly setupIntents = this.collection<Stripe.SetupIntent>('setup_intent');
  readonly storedAnswers = this.collection<StoredAnswer>('stored_answer');
  readonly tasks = this.collection<Task>('task');
  readonly thinEvents = this.collection<ThinEvent>('thin_event');
  readonly transferReversals = this.collection<Stripe.TransferReversal>('transfer_reversal');
  readonly transfers = this.collection<Stripe.Transfer>('transfer', (transfer) =>
    idOf(transfer.source_transaction),
  );

  /** @param folder where the state is kept between starts; null keeps it in memory only. */
  constructor(folder: string | null) {
    this.journal = folder === null ? null : new Journal(folder);
    this.journal?.read(([name, id, item]) => this.collections.get(name)?.restoreRaw(id, item));
  }

  /**
   * Runs `work`; what it changed is on disk when this returns. When it throws, nothing of it
   * remains, except for errors that `keeps` names (declines leave a failed charge).
   */
  transact<Result>(work: () => Result, keeps: (error: unknown) => boolean = () => false): Result {
    try {
      const result = work();
      this.commit();
      return result;
    } catch (error) {
      if (keeps(error)) this.commit();
      else this.rollBack();
      throw error;
    }
  }

  /** Forgets everything but the settings and the receivers of webhooks. */
  reset(): void {
    const kept = new Set(['setting', 'webhook_endpoint', 'endpoint_secret', 'event_destination']);
    for (const [name, collection] of this.collections) if (!kept.has(name)) collection.clear();
    this.compact();
  }

  compact(): void {
    this.journal?.compact(this.current());
  }

  close(): void {
    this.compact();
    this.journal?.close();
  }

  private *current(): Iterable<Change> {
    for (const [name, collection] of this.collections) {
      for (const item of collection.items()) yield [name, item.id, item];
    }
  }

  private commit(): void {
    if (this.changes.length > 0) this.journal?.append(this.changes);
    this.changes = [];
    this.undo = [];
    if (this.journal?.wantsCompacting) this.compact();
  }

  private rollBack(): void {
    for (const step of this.undo.reverse()) step();
    this.changes = [];
    this.undo = [];
  }

  private collection<Item extends { id: string }>(
    name: string,
    ownerOf?: (item: Item) => string | null,
  ): Collection<Item> {
    const collection: Collection<Item> = new Collection<Item>((id, before, after) => {
      this.changes.push([name, id, after]);
      this.undo.push(() => collection.restore(id, before));
    }, ownerOf);
    // The journal holds what this very collection once wrote, so its items have its type.
    const isItem = (item: unknown): item is Item => typeof item === 'object' && item !== null;
    this.collections.set(name, {
      restoreRaw: (id, item) => collection.restore(id, isItem(item) ? item : null),
      items: () => collection.all(),
      clear: () => collection.clear(),
    });
    return collection;
  }
}

function objectIdOf(event: EventRecord): string {
  return event.data.object.id;
}
