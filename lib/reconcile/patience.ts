import { MINUTE_MS } from '@/lib/dates';

/** How long a movement may stand at the processor before the books must know it (issue 5: five minutes). */
export const PATIENCE_MS = 5 * MINUTE_MS;
