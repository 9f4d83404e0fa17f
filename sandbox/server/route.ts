import { checkParams } from '../validation/check-params';
import type { ParamName, ParamTypes } from '../validation/param-types';
import type { World } from '../world';
import type { RawGroup } from './decode-body';

/** One line of the route table. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** With `:id` for each part that is an object's id. */
  path: string;
  pattern: RegExp;
  /** Whether `Stripe-Account` may ask for it on behalf of a connected account. */
  connected?: boolean;
  /** Checks the parameters and does the work, within one transaction. */
  run: (world: World, raw: RawGroup, ids: string[]) => object;
}

/**
 * Declares a route. The handler gets parameters that were checked against the SDK's declaration
 * of `params`, and the ids in the path; it returns the object to answer with, or throws a
 * StripeError.
 */
export function route<Name extends ParamName>(
  method: Route['method'],
  path: string,
  params: Name,
  handler: (world: World, params: ParamTypes[Name], id: string, second: string) => object,
): Route {
  const pattern = new RegExp(`^${path.replace(/:id/g, '([A-Za-z0-9_]+)')}$`);
  return {
    method,
    path,
    pattern,
    run: (world, raw, [id = '', second = '']) => handler(world, checkParams(params, raw), id, second),
  };
}

/** Routes that answer for a connected account when the request names one. */
export function connected(routes: readonly Route[]): Route[] {
  return routes.map((one) => ({ ...one, connected: true }));
}
