/** Why a page is suspended, in the kinds that reports know; client-safe, so that forms can offer them. */
export const grounds = ['fraud', 'unlawful', 'impersonation', 'spam', 'other'] as const;
export type Ground = (typeof grounds)[number];

/** Whether money of such a page may only go back to those who gave it (DESIGN.md 4.7, issue 5). */
export function isOnlyGivenBack(ground: Ground): boolean {
  return ground === 'fraud' || ground === 'unlawful';
}
