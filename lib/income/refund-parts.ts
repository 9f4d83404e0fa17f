/** Who bears what of a refund, in minor units: the form says so before, the posting does so after. */
export type RefundParts = {
  /** What the fan gets back. */
  backMinor: number;
  /** What the creator gives: of what is held of this very line, of available money, and as a debt. */
  fromHeldMinor: number;
  fromAvailableMinor: number;
  asDebtMinor: number;
  /** What we give back: the platform's fee, and a tip for it. */
  platformMinor: number;
  /** The creator's share of the processor's fee, which the processor keeps. */
  keptByProcessorMinor: number;
};
