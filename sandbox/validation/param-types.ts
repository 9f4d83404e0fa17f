/**
 * The requests that the sandbox understands: one line for each route's parameters, named as the
 * SDK names them. `generate.ts` reads this very interface with the TypeScript compiler and writes
 * `definitions.json`, so that what we accept is what the SDK declares. A new route needs a new
 * line here and `npx tsx sandbox/validation/generate.ts`.
 */
import type { Stripe } from 'stripe';

export interface ParamTypes {
  AccountCreateParams: Stripe.V2.Core.AccountCreateParams;
  AccountRetrieveParams: Stripe.V2.Core.AccountRetrieveParams;
  AccountUpdateParams: Stripe.V2.Core.AccountUpdateParams;
  /** `page` is in the address of a next page. */
  AccountListParams: Stripe.V2.Core.AccountListParams & { page?: string };
  AccountLinkCreateParams: Stripe.V2.Core.AccountLinkCreateParams;
  BalanceRetrieveParams: Stripe.BalanceRetrieveParams;
  BalanceSettingsRetrieveParams: Stripe.BalanceSettingsRetrieveParams;
  BalanceSettingsUpdateParams: Stripe.BalanceSettingsUpdateParams;
  BalanceTransactionRetrieveParams: Stripe.BalanceTransactionRetrieveParams;
  BalanceTransactionListParams: Stripe.BalanceTransactionListParams;
  ChargeRetrieveParams: Stripe.ChargeRetrieveParams;
  ChargeListParams: Stripe.ChargeListParams;
  ChargeUpdateParams: Stripe.ChargeUpdateParams;
  CheckoutSessionCreateParams: Stripe.Checkout.SessionCreateParams;
  CheckoutSessionRetrieveParams: Stripe.Checkout.SessionRetrieveParams;
  CheckoutSessionListParams: Stripe.Checkout.SessionListParams;
  CheckoutSessionExpireParams: Stripe.Checkout.SessionExpireParams;
  CheckoutSessionListLineItemsParams: Stripe.Checkout.SessionListLineItemsParams;
  CustomerCreateParams: Stripe.CustomerCreateParams;
  CustomerRetrieveParams: Stripe.CustomerRetrieveParams;
  CustomerUpdateParams: Stripe.CustomerUpdateParams;
  CustomerListParams: Stripe.CustomerListParams;
  CustomerDeleteParams: Stripe.CustomerDeleteParams;
  CustomerListPaymentMethodsParams: Stripe.CustomerListPaymentMethodsParams;
  CustomerRetrievePaymentMethodParams: Stripe.CustomerRetrievePaymentMethodParams;
  DisputeRetrieveParams: Stripe.DisputeRetrieveParams;
  DisputeListParams: Stripe.DisputeListParams;
  DisputeUpdateParams: Stripe.DisputeUpdateParams;
  DisputeCloseParams: Stripe.DisputeCloseParams;
  EarlyFraudWarningRetrieveParams: Stripe.Radar.EarlyFraudWarningRetrieveParams;
  EarlyFraudWarningListParams: Stripe.Radar.EarlyFraudWarningListParams;
  EventDestinationCreateParams: Stripe.V2.Core.EventDestinationCreateParams;
  EventDestinationRetrieveParams: Stripe.V2.Core.EventDestinationRetrieveParams;
  EventDestinationUpdateParams: Stripe.V2.Core.EventDestinationUpdateParams;
  EventDestinationListParams: Stripe.V2.Core.EventDestinationListParams & { page?: string };
  EventDestinationDeleteParams: Stripe.V2.Core.EventDestinationDeleteParams;
  EventDestinationDisableParams: Stripe.V2.Core.EventDestinationDisableParams;
  EventDestinationEnableParams: Stripe.V2.Core.EventDestinationEnableParams;
  EventDestinationPingParams: Stripe.V2.Core.EventDestinationPingParams;
  EventRetrieveParams: Stripe.EventRetrieveParams;
  EventListParams: Stripe.EventListParams;
  LoginLinkCreateParams: Stripe.AccountCreateLoginLinkParams;
  MandateRetrieveParams: Stripe.MandateRetrieveParams;
  PaymentIntentCreateParams: Stripe.PaymentIntentCreateParams;
  PaymentIntentRetrieveParams: Stripe.PaymentIntentRetrieveParams;
  PaymentIntentUpdateParams: Stripe.PaymentIntentUpdateParams;
  PaymentIntentListParams: Stripe.PaymentIntentListParams;
  PaymentIntentConfirmParams: Stripe.PaymentIntentConfirmParams;
  PaymentIntentCancelParams: Stripe.PaymentIntentCancelParams;
  PaymentMethodCreateParams: Stripe.PaymentMethodCreateParams;
  PaymentMethodRetrieveParams: Stripe.PaymentMethodRetrieveParams;
  PaymentMethodListParams: Stripe.PaymentMethodListParams;
  PaymentMethodAttachParams: Stripe.PaymentMethodAttachParams;
  PaymentMethodDetachParams: Stripe.PaymentMethodDetachParams;
  PaymentMethodUpdateParams: Stripe.PaymentMethodUpdateParams;
  PayoutMethodRetrieveParams: Stripe.V2.MoneyManagement.PayoutMethodRetrieveParams;
  PayoutCreateParams: Stripe.PayoutCreateParams;
  PayoutRetrieveParams: Stripe.PayoutRetrieveParams;
  PayoutUpdateParams: Stripe.PayoutUpdateParams;
  PayoutListParams: Stripe.PayoutListParams;
  PayoutCancelParams: Stripe.PayoutCancelParams;
  PriceCreateParams: Stripe.PriceCreateParams;
  PriceRetrieveParams: Stripe.PriceRetrieveParams;
  PriceUpdateParams: Stripe.PriceUpdateParams;
  PriceListParams: Stripe.PriceListParams;
  ProductCreateParams: Stripe.ProductCreateParams;
  ProductRetrieveParams: Stripe.ProductRetrieveParams;
  ProductUpdateParams: Stripe.ProductUpdateParams;
  ProductListParams: Stripe.ProductListParams;
  ProductDeleteParams: Stripe.ProductDeleteParams;
  RefundCreateParams: Stripe.RefundCreateParams;
  RefundRetrieveParams: Stripe.RefundRetrieveParams;
  RefundUpdateParams: Stripe.RefundUpdateParams;
  RefundListParams: Stripe.RefundListParams;
  SetupIntentCreateParams: Stripe.SetupIntentCreateParams;
  SetupIntentRetrieveParams: Stripe.SetupIntentRetrieveParams;
  SetupIntentUpdateParams: Stripe.SetupIntentUpdateParams;
  SetupIntentListParams: Stripe.SetupIntentListParams;
  SetupIntentConfirmParams: Stripe.SetupIntentConfirmParams;
  SetupIntentCancelParams: Stripe.SetupIntentCancelParams;
  TransferCreateParams: Stripe.TransferCreateParams;
  TransferRetrieveParams: Stripe.TransferRetrieveParams;
  TransferUpdateParams: Stripe.TransferUpdateParams;
  TransferListParams: Stripe.TransferListParams;
  TransferCreateReversalParams: Stripe.TransferCreateReversalParams;
  TransferListReversalsParams: Stripe.TransferListReversalsParams;
  TransferRetrieveReversalParams: Stripe.TransferRetrieveReversalParams;
  ThinEventListParams: Stripe.V2.Core.EventListParams & { page?: string };
  ThinEventRetrieveParams: Stripe.V2.Core.EventRetrieveParams;
  WebhookEndpointCreateParams: Stripe.WebhookEndpointCreateParams;
  WebhookEndpointRetrieveParams: Stripe.WebhookEndpointRetrieveParams;
  WebhookEndpointUpdateParams: Stripe.WebhookEndpointUpdateParams;
  WebhookEndpointListParams: Stripe.WebhookEndpointListParams;
  WebhookEndpointDeleteParams: Stripe.WebhookEndpointDeleteParams;
  PaymentPageRetrieveParams: { expand?: Array<string> };
  /** Private to Stripe: how the official CLI pays a Checkout Session. */
  PaymentPageConfirmParams: {
    payment_method: string;
    expected_amount?: number;
    expand?: Array<string>;
  };
}

export type ParamName = keyof ParamTypes;
