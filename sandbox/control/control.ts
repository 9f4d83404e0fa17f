import { z } from 'zod';
import { jsonAnswer, type Answer } from '../server/answer';
import type { Chaos } from '../server/chaos';
import { decodeForm } from '../server/decode-body';
import type { PageHandler, PageRequest } from '../server/http-server';
import { StripeError } from '../server/stripe-error';
import type { Scheduler } from '../store/scheduler';
import type { Dispatcher } from '../webhooks/dispatcher';
import type { World } from '../world';
import { accountControls } from './account-controls';
import { chaosControls } from './chaos-controls';
import { cardControls } from './card-controls';
import { clockControls } from './clock-controls';
import { moneyControls } from './money-controls';
import { payoutControls } from './payout-controls';
import { webhookControls } from './webhook-controls';

/** What the control routes work on. */
export interface Controls {
  world: World;
  chaos: Chaos;
  dispatcher: Dispatcher;
  scheduler: Scheduler;
}

export interface ControlRoute {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below `/_sandbox`, with `:id` for an object's id. */
  path: string;
  does: string;
  run: (controls: Controls, body: unknown, id: string) => object | Promise<object>;
}

const controlRoutes: readonly ControlRoute[] = [
  ...clockControls,
  ...webhookControls,
  ...chaosControls,
  ...moneyControls,
  ...cardControls,
  ...accountControls,
  ...payoutControls,
];

/** The routes under `/_sandbox/`, with which people and tests make things happen. */
export function controlHandler(controls: Controls): PageHandler {
  return async (request) => {
    const path = request.path.replace(/^\/_sandbox/, '');
    if (path === '' || path === '/') return jsonAnswer(200, index());
    for (const route of controlRoutes) {
      const pattern = new RegExp(`^${route.path.replace(':id', '([A-Za-z0-9_]+)')}$`);
      const match = route.method === request.method ? pattern.exec(path) : null;
      if (match !== null) return run(route, controls, request, match[1] ?? '');
    }
    return null;
  };
}

async function run(
  route: ControlRoute,
  controls: Controls,
  request: PageRequest,
  id: string,
): Promise<Answer> {
  try {
    return jsonAnswer(200, await route.run(controls, bodyOf(request), id));
  } catch (error) {
    if (error instanceof StripeError) return jsonAnswer(error.status, { error: error.body });
    if (error instanceof z.ZodError) return refuse(z.prettifyError(error));
    if (error instanceof SyntaxError) return refuse('The body is neither JSON nor a form.');
    throw error;
  }
}

function refuse(message: string): Answer {
  return jsonAnswer(400, { error: { type: 'invalid_request_error', message } });
}

function bodyOf({ method, query, body, contentType }: PageRequest): unknown {
  if (method === 'GET') return Object.fromEntries(query);
  if (contentType.includes('urlencoded')) return { ...decodeForm(body) };
  return body.trim() === '' ? {} : JSON.parse(body);
}

function index(): object {
  return {
    sandbox: 'Test payments: no money moves.',
    controls: controlRoutes.map(({ method, path, does }) => `${method} /_sandbox${path}: ${does}`),
  };
}
