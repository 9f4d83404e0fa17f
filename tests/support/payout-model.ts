/** A tip in the model: what of it lies where, in minor units. */
export type ModelTip = { grossMinor: number; availableMinor: number; reservedMinor: number; paidMinor: number; isRefunded: boolean };

const MINIMUM = 2_500;

/** What payouts and refunds do to one creator's money, in plain arithmetic: lines, one open payout, a debt. */
export class PayoutModel {
  readonly tips: ModelTip[] = [];
  debtMinor = 0;
  open: 'requested' | 'in_review' | 'on_hold' | 'approved' | null = null;

  sum(of: 'availableMinor' | 'reservedMinor' | 'paidMinor'): number {
    return this.tips.reduce((total, tip) => total + tip[of], 0);
  }

  /** Collected and released; what is owed is repaid of it first. */
  give(grossMinor: number, netMinor: number): void {
    const repaid = Math.min(this.debtMinor, netMinor);
    this.debtMinor -= repaid;
    this.tips.push({ grossMinor, availableMinor: netMinor - repaid, reservedMinor: 0, paidMinor: 0, isRefunded: false });
  }

  /** Whether it is possible; refused, nothing changes. */
  ask(): boolean {
    if (this.open || this.sum('availableMinor') - this.debtMinor < MINIMUM) return false;
    this.repay();
    for (const tip of this.tips) move(tip, 'availableMinor', 'reservedMinor');
    this.open = 'requested';
    return true;
  }

  /** The open payout ends without its money leaving. */
  end(): void {
    for (const tip of this.tips) move(tip, 'reservedMinor', 'availableMinor');
    this.open = null;
    this.repayOf(this.tips);
  }

  send(): void {
    if (this.open !== 'approved') return;
    if (this.debtMinor > 0) return this.end();
    for (const tip of this.tips) move(tip, 'reservedMinor', 'paidMinor');
    this.open = null;
  }

  /** A tip goes back whole: of what of it is available, else as a debt. */
  refund(tip: ModelTip): void {
    if (tip.isRefunded) return;
    if (tip.reservedMinor > 0) this.end();
    const taken = Math.min(tip.availableMinor, tip.grossMinor);
    tip.availableMinor -= taken;
    tip.isRefunded = true;
    this.debtMinor += tip.grossMinor - taken;
  }

  private repay(): void {
    this.repayOf(this.tips);
  }

  private repayOf(tips: ModelTip[]): void {
    for (const tip of tips) {
      const minor = Math.min(tip.availableMinor, this.debtMinor);
      tip.availableMinor -= minor;
      this.debtMinor -= minor;
    }
  }
}

function move(tip: ModelTip, from: 'availableMinor' | 'reservedMinor', to: 'availableMinor' | 'reservedMinor' | 'paidMinor'): void {
  tip[to] += tip[from];
  tip[from] = 0;
}
