/** The drawings in public/art for pages without pictures of their own. */
export const PLAIN_DRAWINGS = ['plain-1', 'plain-2', 'plain-3', 'plain-4', 'plain-5', 'plain-6'] as const;
