import { accountLinkRoutes } from '../resources/account-links';
import { accountRoutes } from '../resources/accounts';
import { balanceSettingsRoutes } from '../resources/balance-settings';
import { balanceRoutes } from '../resources/balance';
import { chargeRoutes } from '../resources/charges';
import { checkoutSessionRoutes } from '../resources/checkout-sessions';
import { customerRoutes } from '../resources/customers';
import { disputeRoutes } from '../resources/disputes';
import { earlyFraudWarningRoutes } from '../resources/early-fraud-warnings';
import { eventDestinationRoutes } from '../resources/event-destinations';
import { eventRoutes } from '../resources/events';
import { loginLinkRoutes } from '../resources/login-links';
import { mandateRoutes } from '../resources/mandates';
import { paymentIntentRoutes } from '../resources/payment-intents';
import { paymentMethodRoutes } from '../resources/payment-methods';
import { paymentPageRoutes } from '../resources/payment-pages';
import { payoutMethodRoutes } from '../resources/payout-methods';
import { payoutRoutes } from '../resources/payouts';
import { priceRoutes } from '../resources/prices';
import { productRoutes } from '../resources/products';
import { refundRoutes } from '../resources/refunds';
import { setupIntentRoutes } from '../resources/setup-intents';
import { thinEventRoutes } from '../resources/thin-events';
import { transferRoutes } from '../resources/transfers';
import { webhookEndpointRoutes } from '../resources/webhook-endpoints';
import type { Route } from './route';

/** The route table: a new resource is one file in `resources/` and one line here. */
export const routes: readonly Route[] = [
  ...accountLinkRoutes,
  ...accountRoutes,
  ...balanceRoutes,
  ...balanceSettingsRoutes,
  ...chargeRoutes,
  ...checkoutSessionRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...earlyFraudWarningRoutes,
  ...eventDestinationRoutes,
  ...eventRoutes,
  ...loginLinkRoutes,
  ...mandateRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...paymentPageRoutes,
  ...payoutMethodRoutes,
  ...payoutRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...refundRoutes,
  ...setupIntentRoutes,
  ...thinEventRoutes,
  ...transferRoutes,
  ...webhookEndpointRoutes,
];
