import { afterAll, beforeAll, vi } from 'vitest';
import { forgetEnv } from '@/lib/env/env';
import { arrive } from './next-headers';

/**
 * Sees that a test file leaves its process as it found it: many files run in one, each with another
 * database and another sandbox, and what one sets or has made of its environment is not the next one's.
 */
export function leaveAsFound(): void {
  const found = { ...process.env };
  const startAnew = () => {
    forgetEnv();
    arrive({});
  };
  beforeAll(startAnew);
  afterAll(() => {
    for (const name of Object.keys(process.env)) if (!(name in found)) delete process.env[name];
    Object.assign(process.env, found);
    vi.restoreAllMocks();
    startAnew();
  });
}
