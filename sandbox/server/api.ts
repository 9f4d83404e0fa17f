import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { newStripeId } from '../store/ids';
import { parseJson } from '../store/parse-json';
import { isOurs } from '../connect/leave-platform';
import type { Scheduler } from '../store/scheduler';
import { API_VERSION, type World } from '../world';
import { jsonAnswer, type TextAnswer } from './answer';
import { authenticate } from './authenticate';
import type { ApiFault, Chaos } from './chaos';
import { decodeForm, isGroup, type RawGroup } from './decode-body';
import { expand } from './expand';
import { findAnswer, keyInUse, keyRequest, storeAnswer, type KeyedRequest } from './idempotency';
import { DEFAULT_VERSION, translateOlderParams } from './older-version';
import type { Route } from './route';
import { invalidParam, invalidRequest, StripeError } from './stripe-error';

export interface ApiCall {
  method: string;
  path: string;
  query: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Stripe's API: one call in, one answer out, everything in between as Stripe does it. */
export class Api {
  private readonly running = new Set<string>();

  constructor(
    private readonly world: World,
    private readonly chaos: Chaos,
    private readonly routes: readonly Route[],
    private readonly key: string,
    private readonly scheduler: Scheduler,
  ) {}

  async answer(call: ApiCall): Promise<TextAnswer> {
    const requestId = newStripeId('req', 14);
    const version = String(call.headers['stripe-version'] ?? DEFAULT_VERSION);
    const headers: Record<string, string> = { 'request-id': requestId, 'stripe-version': version };
    const key = call.headers['idempotency-key'];
    if (typeof key === 'string') headers['idempotency-key'] = key;
    try {
      checkVersion(version);
      const account = authenticate(call.headers, this.key, (id) => isOurs(this.world, id));
      const keyed = keyRequest(call.method, headers['idempotency-key'], call.path, call.body, account);
      return await this.once({ ...call, account }, keyed, requestId, headers, version);
    } catch (error) {
      return errorAnswer(error, headers);
    }
  }

  /** Runs a call unless its key says that it ran, or is running, already. */
  private async once(
    call: AccountCall,
    keyed: KeyedRequest | null,
    requestId: string,
    headers: Record<string, string>,
    version: string,
  ): Promise<TextAnswer> {
    if (keyed !== null && this.running.has(keyed.id)) throw keyInUse(keyed);
    const stored = keyed === null ? null : findAnswer(this.world, keyed);
    if (stored !== null) {
      const replay = { 'idempotent-replayed': 'true', 'original-request': stored.requestId };
      return { ...jsonAnswer(stored.status, {}, { ...headers, ...replay }), body: stored.body };
    }
    if (keyed !== null) this.running.add(keyed.id);
    try {
      const fault = this.chaos.take(call.method, call.path);
      if (fault?.action === 'slow') await wait(fault.delayMs);
      return this.perform(call, { keyed, requestId, headers, version, fault });
    } finally {
      if (keyed !== null) this.running.delete(keyed.id);
    }
  }

  private perform(call: AccountCall, how: Performance): TextAnswer {
    const { keyed, requestId, headers, version, fault } = how;
    const cut = { ...jsonAnswer(500, {}), cut: true };
    if (fault?.action === 'cut_before') return cut;
    if (fault?.action === 'rate_limit') throw rateLimited();
    if (fault?.action === 'invalid_request') throw invalidParam('Received unknown parameter: of_chaos', 'of_chaos', 'parameter_unknown');
    if (fault?.action === 'error_500' && !fault.afterCommit) {
      return this.remember(keyed, requestId, errorAnswer(brokenOnPurpose(), headers));
    }
    // Whoever asks sees all that is due by now, also when no timer has come to it yet.
    this.scheduler.runDue();
    const { world } = this;
    // Whoever calls us by the name `localhost` gets pages of that name: their policies say so.
    world.origin = `http://${call.headers.host ?? ''}`;
    world.request = { id: requestId, idempotency_key: keyed?.key ?? null };
    world.account = call.account;
    try {
      const done = world.store.transact(() => {
        const answer = this.answerOrDecline(call, version, headers);
        const shown = fault?.action === 'error_500' ? errorAnswer(brokenOnPurpose(), headers) : answer;
        return this.keep(keyed, requestId, shown);
      });
      return fault?.action === 'cut_after' ? cut : done;
    } catch (error) {
      return this.refuse(error, how, cut);
    } finally {
      world.request = null;
      world.account = null;
    }
  }

  /** A decline is an answer like others: it is kept together with the failed charge it wrote. */
  private answerOrDecline(
    call: ApiCall,
    version: string,
    headers: Record<string, string>,
  ): TextAnswer {
    try {
      return jsonAnswer(200, this.run(call, version), headers);
    } catch (error) {
      if (error instanceof StripeError && error.keepsChanges) return errorAnswer(error, headers);
      throw error;
    }
  }

  /** Every other error undid the request and is kept under the key only. */
  private refuse(error: unknown, { keyed, requestId, headers, fault }: Performance, cut: TextAnswer): TextAnswer {
    const answer = errorAnswer(error, headers);
    const remembered = !(error instanceof StripeError) || error.remembered;
    if (remembered) this.remember(keyed, requestId, answer);
    return fault?.action === 'cut_after' ? cut : answer;
  }

  private run(call: ApiCall, version: string): object {
    const { world } = this;
    const found = this.find(call);
    if (found === null) throw unknownUrl(call);
    if (world.account !== null && !found.route.connected) throw notForAccounts();
    const raw = translateOlderParams(version, call.path, decode(call));
    const answer = found.route.run(world, raw, found.ids);
    return expand(world, answer, expansions(raw));
  }

  private find({ method, path }: ApiCall): { route: Route; ids: string[] } | null {
    for (const route of this.routes) {
      if (route.method !== method) continue;
      const match = route.pattern.exec(path);
      if (match !== null) return { route, ids: match.slice(1) };
    }
    return null;
  }

  private remember(keyed: KeyedRequest | null, requestId: string, answer: TextAnswer): TextAnswer {
    return this.world.store.transact(() => this.keep(keyed, requestId, answer));
  }

  private keep(keyed: KeyedRequest | null, requestId: string, answer: TextAnswer): TextAnswer {
    const { status, body } = answer;
    if (keyed !== null) storeAnswer(this.world, keyed, { status, body, requestId });
    return answer;
  }
}

/** A call, and the connected account for which it asks; null: for the platform itself. */
type AccountCall = ApiCall & { account: string | null };

interface Performance {
  keyed: KeyedRequest | null;
  requestId: string;
  headers: Record<string, string>;
  version: string;
  fault: ApiFault | null;
}

function decode({ method, query, body, headers, path }: ApiCall): RawGroup {
  if (method === 'GET' || method === 'DELETE') return decodeForm(query || body);
  if (!path.startsWith('/v2/') && !headers['content-type']?.includes('json')) return decodeForm(body);
  try {
    const parsed = parseJson(body === '' ? '{}' : body);
    if (isGroup(parsed)) return parsed;
  } catch {
    // Said below, like every other body that is no group of parameters.
  }
  throw invalidParam('Invalid request: the body is no JSON object.', 'body');
}

function expansions(raw: RawGroup): string[] {
  const asked = raw['expand'];
  return asked === undefined || asked === null ? [] : Object.values(asked).map(String);
}

function checkVersion(version: string): void {
  if (/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version) && version <= API_VERSION) return;
  throw new StripeError(
    400,
    { type: 'invalid_request_error', message: `Invalid Stripe API version: ${version}` },
    { remembered: false },
  );
}

/** Errors in Stripe's shape; what is not meant to be one is a bug of the sandbox and logged. */
function errorAnswer(error: unknown, headers: Record<string, string>): TextAnswer {
  if (error instanceof StripeError) {
    return jsonAnswer(error.status, { error: { ...error.body, request_log_url: null } }, headers);
  }
  console.error('sandbox: bug while answering', error);
  return errorAnswer(brokenOnPurpose(), headers);
}

function brokenOnPurpose(): StripeError {
  const message = 'An unexpected error occurred on our side. Please check the state before a new try.';
  return new StripeError(500, { type: 'api_error', message });
}

function notForAccounts(): StripeError {
  return invalidRequest('The sandbox does not do this on behalf of a connected account.');
}

function rateLimited(): StripeError {
  return new StripeError(
    429,
    { type: 'rate_limit_error', code: 'rate_limit', message: 'Too many requests. Please slow down.' },
    { remembered: false },
  );
}

function unknownUrl({ method, path }: ApiCall): StripeError {
  return new StripeError(
    404,
    {
      type: 'invalid_request_error',
      code: 'url_invalid',
      message: `Unrecognized request URL (${method}: ${path}). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code.`,
    },
    { remembered: false },
  );
}
