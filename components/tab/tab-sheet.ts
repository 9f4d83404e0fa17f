/** A line as the open receipt shows it; sums and days come as words. */
export type TabRow = {
  key: string;
  creator: { name: string; handle: string };
  /** The tier, or what was written with a tip. */
  detail: string | null;
  isTip: boolean;
  when: string;
  sum: string;
  /** On the tab; added by the next bill; charged just now; charged in vain. */
  state: 'open' | 'coming' | 'charging' | 'unpaid';
  /** Just put here by the form that led to this page. */
  isNew: boolean;
  /** While it can be taken back. */
  undo: { lineId: string; leftMs: number } | null;
};

/** What a receipt of lines comes to; every sum as words. */
export type TabSums = {
  soFar: string;
  coming: string | null;
  /** When the next bill adds it: `1 December`. */
  comingOn: string;
  fee: string;
  platformFee: string | null;
  creatorsReceive: string;
  /** `93 % of it`. */
  receiveShare: string;
  total: string;
};

/** A sum and a sentence on one matter beside the receipt. */
export type Apart = { fees: string; saved: string };
