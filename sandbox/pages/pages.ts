import type { PageHandler, PageRequest } from '../server/http-server';
import type { Answer } from '../server/answer';
import type { Scheduler } from '../store/scheduler';
import type { World } from '../world';
import { answerAction, showAction } from './action';
import { assetAnswer, findAsset } from './assets';
import { messagePage } from './layout';
import { showExpress } from './express';
import { answerPay, showPay } from './pay';
import { answerSetup, showSetup } from './setup';

interface PageRoute {
  method: 'GET' | 'POST';
  pattern: RegExp;
  run: (world: World, id: string, request: PageRequest) => Answer;
}

const ID = '([A-Za-z0-9_]+)';

const pageRoutes: readonly PageRoute[] = [
  { method: 'GET', pattern: new RegExp(`^/c/pay/${ID}$`), run: showPay },
  { method: 'POST', pattern: new RegExp(`^/c/pay/${ID}$`), run: answerPay },
  { method: 'GET', pattern: new RegExp(`^/(?:3ds|paypal)/${ID}$`), run: showAction },
  { method: 'POST', pattern: new RegExp(`^/(?:3ds|paypal)/${ID}$`), run: answerAction },
  { method: 'GET', pattern: new RegExp(`^/express/\\w+/${ID}$`), run: showExpress },
  { method: 'GET', pattern: new RegExp(`^/setup/e/\\w+/${ID}$`), run: showSetup },
  { method: 'POST', pattern: new RegExp(`^/setup/e/\\w+/${ID}$`), run: answerSetup },
];

/** The pages that a payer sees: the payment page, 3-D Secure, PayPal; the one that a payee sees; and what they need. */
export function pageHandler(world: World, scheduler: Scheduler): PageHandler {
  return (request) => {
    const asset = /^\/assets\/([a-z.0-9-]+)$/.exec(request.path)?.[1];
    if (asset !== undefined) {
      const found = findAsset(asset);
      return found === null ? null : assetAnswer(found);
    }
    scheduler.runDue();
    for (const { method, pattern, run } of pageRoutes) {
      const match = method === request.method ? pattern.exec(request.path) : null;
      if (match !== null) return run(world, match[1] ?? '', request);
    }
    if (request.method !== 'GET') return null;
    return messagePage({
      status: 404,
      title: 'Nothing here',
      sentence: 'This address belongs to no payment. Go back to the page you came from.',
    });
  };
}
