import type { Currency } from '@/lib/money';

/** `on_its_way` was promised by a bank and is not received before it settles; `disputed` lies with the payer's bank, and `charged_back` for good. */
export type ReceiptStatus = 'paid' | 'on_its_way' | 'refunded' | 'failed' | 'disputed' | 'charged_back';

/**
 * All that a receipt says, for its PDF and its mail. It knows no tables: whoever has a tip or a bill
 * fills it in. Names and notes are text as people typed it; both renderers escape it themselves.
 */
export type ReceiptView = {
  /** What one quotes when asking about it. */
  number: string;
  status: ReceiptStatus;
  /** When it was collected, or started while it is not. */
  at: Date;
  /** The payer's address, already masked (`maskEmail`), or null. */
  issuedTo: string | null;
  creator: { name: string; handle: string };
  /** The creator's own words of thanks; the mail says them. */
  thankYou: string | null;
  currency: Currency;
  /** Minor units; they add up as `estimateTip` says. */
  sums: {
    youPayMinor: number;
    processorFeeMinor: number;
    platformFeeMinor: number;
    platformTipMinor: number;
    creatorReceivesMinor: number;
  };
  /** Whether the processor fee is the processor's own figure; before, it is an estimate. */
  isActual: boolean;
  /** The processor's word for the way it was paid (`card`, `sepa_debit`, `paypal`), or null. */
  method: string | null;
  operatorName: string;
};
