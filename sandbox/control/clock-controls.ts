import { z } from 'zod';
import type { Controls, ControlRoute } from './control';

const clockBody = z
  .strictObject({
    offset_ms: z.coerce.number().int().optional(),
    advance_ms: z.coerce.number().int().optional(),
  })
  .refine((body) => (body.offset_ms === undefined) !== (body.advance_ms === undefined), {
    message: 'say either offset_ms or advance_ms',
  });

export const clockControls: readonly ControlRoute[] = [
  { method: 'GET', path: '/clock', does: 'the time here', run: readClock },
  {
    method: 'POST',
    path: '/clock',
    does: 'moves the time: {offset_ms} from real time, or {advance_ms} from now; what is due happens',
    run: moveClock,
  },
  {
    method: 'POST',
    path: '/reset',
    does: 'forgets everything but the webhook endpoints; the clock goes back to real time',
    run: reset,
  },
];

function readClock({ world }: Controls): object {
  const { clock } = world;
  return { now: new Date(clock.nowMs()).toISOString(), offset_ms: clock.offsetMs };
}

function moveClock(controls: Controls, body: unknown): object {
  const { world, scheduler } = controls;
  const { offset_ms: offset, advance_ms: advance } = clockBody.parse(body);
  setOffset(controls, offset ?? world.clock.offsetMs + (advance ?? 0));
  scheduler.runDue();
  return readClock(controls);
}

function reset(controls: Controls): object {
  const { world, chaos, scheduler } = controls;
  world.store.reset();
  world.foreignSettlement = null;
  chaos.clear();
  setOffset(controls, 0);
  scheduler.start();
  return readClock(controls);
}

function setOffset({ world }: Controls, offsetMs: number): void {
  world.clock.offsetMs = offsetMs;
  world.store.transact(() => world.store.settings.put({ id: 'clock', value: offsetMs }));
}
