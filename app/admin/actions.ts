'use server';

import { z } from 'zod';
import { act } from '@/app/act';
import { showAddress } from '@/lib/admin';

const PATHS = { payment: 'payments', person: 'people' } as const;

/** Shows one whole mail address to this admin for ten minutes, and writes that down. */
export const showAddressOf = act(
  { name: 'address.show', who: 'admin', input: z.strictObject({ kind: z.enum(['payment', 'person']), id: z.uuid() }) },
  async ({ kind, id }, viewer) => {
    await showAddress(viewer.personId, { kind, id });
    return { goTo: `/admin/${PATHS[kind]}/${id}` };
  },
);
