import 'server-only';
import type { Route } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { z } from 'zod';
import type { FormState } from '@/components/ui/form-state';
import { currentPath } from '@/lib/auth';
import { env } from '@/lib/env';
import { isRefusal, type Refusal } from '@/lib/errors';
import { readForm } from '@/lib/forms';
import { log } from '@/lib/log';
import { requireOwnOrigin, requireWho, wayOut, type ViewerFor, type Who } from './gate';

/** Longer than any field accepts, short enough to send back. */
const ECHO_CHARACTERS = 2_000;

/** What a command answers: it is done, here is something to show, or the person goes on elsewhere. */
export type Outcome<Value> = { done: string } | { value: Value } | { goTo: string };
/** A form's state with what the command gave to show. */
export type ActState<Value> = FormState & { value?: Value };

type Act<W extends Who, Shape extends z.ZodRawShape> = {
  /** 'page.edit'; the name in tests/app/access-table.ts and in the log. */
  name: string;
  who: W;
  /** Asks for a proof of the last 15 minutes. */
  stepUp?: boolean;
  input: z.ZodObject<Shape>;
  /** Fields that are never sent back, not even to who typed them. */
  secret?: readonly string[];
};

/**
 * Makes a server action. Every one of ours is made here, because each is an open door to the
 * internet whatever page it stands on: origin → viewer → who → step-up → strict parse of every
 * field → one call → form state. Only what was typed goes back; what is no refusal is thrown on.
 */
export function act<W extends Who, Shape extends z.ZodRawShape, Value = never>(
  declared: Act<W, Shape>,
  run: (input: z.infer<z.ZodObject<Shape>>, viewer: ViewerFor<W>) => Promise<Outcome<Value>>,
): (state: ActState<Value>, data: FormData) => Promise<ActState<Value>> {
  return async (_state, data) => {
    const outcome = await attempt(declared, run, data);
    if ('goTo' in outcome) return lead(outcome.goTo);
    if ('refusal' in outcome) return refused(outcome.refusal, echo(declared.input, data, declared.secret ?? []));
    if ('done' in outcome) return { refusal: null, done: outcome.done, typed: {} };
    return { refusal: null, done: null, typed: {}, value: outcome.value };
  };
}

/**
 * Leads on. To another site a browser with our script goes by itself (components/ui/use-act.ts);
 * without script the answer to the form's own POST is the redirect.
 */
async function lead(goTo: string): Promise<FormState> {
  const isOurs = new URL(goTo, env().APP_URL).origin === new URL(env().APP_URL).origin;
  const asksAsScript = (await headers()).get('accept') === 'text/x-component';
  if (isOurs || !asksAsScript) redirect(goTo as Route);
  return { refusal: null, done: null, typed: {}, elsewhere: goTo };
}

async function attempt<W extends Who, Shape extends z.ZodRawShape, Value>(
  declared: Act<W, Shape>,
  run: (input: z.infer<z.ZodObject<Shape>>, viewer: ViewerFor<W>) => Promise<Outcome<Value>>,
  data: unknown,
): Promise<Outcome<Value> | { refusal: Refusal }> {
  try {
    await requireOwnOrigin();
    const viewer = await requireWho(declared.who, { reads: false, stepUp: declared.stepUp ?? false });
    return await run(readForm(declared.input, data), viewer);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.info('act.refused', { act: declared.name, code: error.code });
    const goTo = wayOut(error, await currentPath());
    return goTo ? { goTo } : { refusal: error };
  }
}

function refused({ code, sentence, field }: Refusal, typed: Record<string, string>): FormState {
  return { refusal: { code, sentence, field }, done: null, typed };
}

/** What the person typed, given back so that a page drawn anew without JavaScript keeps it. */
function echo(input: z.ZodObject, data: unknown, secret: readonly string[]): Record<string, string> {
  if (!(data instanceof FormData)) return {};
  const typed: Record<string, string> = {};
  for (const name of Object.keys(input.shape)) {
    const value = data.get(name);
    if (typeof value === 'string' && !secret.includes(name)) typed[name] = value.slice(0, ECHO_CHARACTERS);
  }
  return typed;
}
