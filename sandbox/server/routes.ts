import { balanceRoutes } from '../resources/balance';
import { chargeRoutes } from '../resources/charges';
import { checkoutSessionRoutes } from '../resources/checkout-sessions';
import { customerRoutes } from '../resources/customers';
import { disputeRoutes } from '../resources/disputes';
import { eventRoutes } from '../resources/events';
import { mandateRoutes } from '../resources/mandates';
import { paymentIntentRoutes } from '../resources/payment-intents';
import { paymentMethodRoutes } from '../resources/payment-methods';
import { paymentPageRoutes } from '../resources/payment-pages';
import { priceRoutes } from '../resources/prices';
import { productRoutes } from '../resources/products';
import { refundRoutes } from '../resources/refunds';
import { setupIntentRoutes } from '../resources/setup-intents';
import { webhookEndpointRoutes } from '../resources/webhook-endpoints';
import type { Route } from './route';

/** The route table: a new resource is one file in `resources/` and one line here. */
export const routes: readonly Route[] = [
  ...balanceRoutes,
  ...chargeRoutes,
  ...checkoutSessionRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...eventRoutes,
  ...mandateRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...paymentPageRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...refundRoutes,
  ...setupIntentRoutes,
  ...webhookEndpointRoutes,
];
