import { inTransaction } from '@/db/client';
import { creator } from '@/db/schema';
import { HandleMalformed, HandleReserved, HandleTaken } from './errors';
import { handleFault } from './handle';
import { isOwned, lockOwnPage, type PageOwner } from './owned-page';
import { violatedConstraint } from './violated-constraint';

/**
 * Gives a page another address. The old one leads to it for ever and nobody else can have it, nor
 * one that looks like it; a page may go back to an address that it had. Two that want one address
 * at the same moment end with one that has it: the database decides (handle_claim).
 *
 * @throws HandleMalformed, HandleReserved, HandleTaken, PageNotFound
 */
export async function renameHandle(owner: PageOwner, typed: string): Promise<{ handle: string; was: string }> {
  const handle = parseHandle(typed);
  try {
    return await inTransaction(async (tx) => {
      const { handle: was } = await lockOwnPage(tx, owner);
      if (was !== handle) await tx.update(creator).set({ handle }).where(isOwned(owner));
      return { handle, was };
    });
  } catch (error) {
    throw asHandleTaken(error);
  }
}

/** A handle as it is kept; capitals and a leading @ are forgiven. @throws HandleMalformed, HandleReserved */
export function parseHandle(typed: string): string {
  const handle = typed.trim().toLowerCase().replace(/^@/, '');
  const fault = handleFault(handle);
  if (fault === 'shape') throw new HandleMalformed();
  if (fault === 'reserved') throw new HandleReserved();
  return handle;
}

/** The refusal that a violated claim means; any other error as it came. */
export function asHandleTaken(error: unknown): unknown {
  const constraint = violatedConstraint(error);
  return constraint === 'handle_claim_pkey' || constraint === 'creator_handle_key' ? new HandleTaken() : error;
}
