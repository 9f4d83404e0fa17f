import { z } from 'zod';
import { NO_WEBHOOK_FAULTS } from '../server/chaos';
import type { Controls, ControlRoute } from './control';

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);
const count = z.coerce.number().int().min(0).max(100_000);

const apiBody = z.strictObject({
  action: z.enum(['rate_limit', 'invalid_request', 'error_500', 'slow', 'cut_before', 'cut_after']),
  times: z.coerce.number().int().min(1).max(100_000).default(1),
  method: z.enum(['GET', 'POST', 'DELETE']).nullish(),
  path: z.string().startsWith('/v').nullish(),
  delay_ms: count.default(1_000),
  after_commit: flag.default(false),
});

const webhookBody = z.strictObject({
  drop: flag.default(false),
  delay_ms: count.default(0),
  duplicates: z.coerce.number().int().min(0).max(20).default(0),
  shuffle_ms: count.default(0),
});

export const chaosControls: readonly ControlRoute[] = [
  { method: 'GET', path: '/chaos', does: 'what goes wrong on purpose now', run: readChaos },
  {
    method: 'POST',
    path: '/chaos/api',
    does: 'fails the next calls: {action: rate_limit|invalid_request|error_500|slow|cut_before|cut_after, times, method, path (may end in *), delay_ms, after_commit}',
    run: failCalls,
  },
  {
    method: 'POST',
    path: '/chaos/webhooks',
    does: 'disturbs webhooks from now on: {drop, delay_ms, duplicates, shuffle_ms}',
    run: disturbWebhooks,
  },
  { method: 'DELETE', path: '/chaos', does: 'lets everything go well again', run: clearChaos },
];

function readChaos({ chaos }: Controls): object {
  return { api: chaos.faults, webhooks: chaos.webhooks };
}

function failCalls(controls: Controls, body: unknown): object {
  const { action, times, method, path, delay_ms: delayMs, after_commit: afterCommit } = apiBody.parse(body);
  const fault = { action, times, method: method ?? null, path: path ?? null, delayMs, afterCommit };
  controls.chaos.faults.push(fault);
  return readChaos(controls);
}

function disturbWebhooks(controls: Controls, body: unknown): object {
  const { drop, delay_ms: delayMs, duplicates, shuffle_ms: shuffleMs } = webhookBody.parse(body);
  controls.chaos.webhooks = { ...NO_WEBHOOK_FAULTS, drop, delayMs, duplicates, shuffleMs };
  return readChaos(controls);
}

function clearChaos(controls: Controls): object {
  controls.chaos.clear();
  return readChaos(controls);
}
