/** What somebody may say is wrong with a page; client-safe, so that forms can offer it. */
export const reportKinds = ['fraud', 'unlawful', 'impersonation', 'spam', 'other'] as const;
export type ReportKind = (typeof reportKinds)[number];

/** Each kind by its name and by what is meant with it. */
export const reportKindWords: Record<ReportKind, { label: string; hint: string }> = {
  fraud: { label: 'Fraud', hint: 'It takes money for something that is not so.' },
  unlawful: { label: 'Unlawful content', hint: 'It shows or says what the law forbids.' },
  impersonation: { label: 'Impersonation', hint: 'It pretends to be somebody else.' },
  spam: { label: 'Spam', hint: 'It is there only for its links or its noise.' },
  other: { label: 'Something else', hint: 'Say below what it is.' },
};

/** What is too short tells nothing; what is longer belongs into a mail. In characters. */
export const WORDS_LEAST = 10;
export const WORDS_MOST = 2_000;
export const NOTE_MOST = 1_000;
/** A report or an appeal that waits longer than this is late. */
export const LATE_DAYS = 2;
