import { getDb } from '@/db/client';
import type { creator } from '@/db/schema';
import { findOwnPage, type OwnPage, type PageTyped } from '@/lib/creators';
import { isRefusal } from '@/lib/errors';
import { addPerson } from './people';
import { addCreator } from './tips';

/** A page with its owner, as commands about it are given them. */
export async function addOwnPage(change: Partial<typeof creator.$inferInsert> = {}) {
  const { id: personId } = await addPerson();
  const page = await addCreator({ personId, ...change });
  return { personId, creatorId: page.id, handle: page.handle, owner: { creatorId: page.id, personId } };
}

/** A page as its editor reads it; it must be there. */
export async function readOwnPage(owner: { creatorId: string; personId: string }): Promise<OwnPage> {
  const page = await findOwnPage(getDb(), owner);
  if (!page) throw new Error('the page is not there');
  return page;
}

/** The form of a page with nothing special in it. */
export function typedPage(change: Partial<PageTyped> = {}): PageTyped {
  return {
    name: 'Marsh Radio', tagline: 'Birdsong', bio: 'I record.', offer: 'A recording from the marsh, every Sunday.', thankYou: 'Thanks.',
    kind: 'music', accent: '#2f6f7a', minimum: '1', presets: ['2', '5', '', ''], links: [], ...change,
  };
}

/** The code of the refusal that a command ends in, with its field; anything else is thrown on. */
export async function refusalOf(command: Promise<unknown>): Promise<string> {
  try {
    await command;
    return 'none';
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return error.field ? `${error.code}:${error.field}` : error.code;
  }
}
