import { closeDb } from '@/db/client';
import { log } from '@/lib/log';
import { seedDemo } from './seed-demo';

/** Fills an empty installation with the demo world; run again, it finishes what was interrupted. */
seedDemo((line) => console.log(line))
  .catch((error: unknown) => {
    log.error('seed.failed', error);
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(closeDb);
