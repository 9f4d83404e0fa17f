import { revalidatePath } from 'next/cache';

/** Drawn anew, the page shows what is kept now: a form that was sent falls back to what it was drawn with. */
export function saved(done = 'Saved.'): { done: string } {
  revalidatePath('/admin/settings');
  return { done };
}
