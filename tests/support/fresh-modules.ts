import { vi } from 'vitest';

/**
 * Runs before each test file. The files of one worker share the libraries that are loaded (drizzle,
 * stripe, zod), which is a third of a run's processor time; nothing of ours: each file begins with
 * modules of its own and with the environment that the first one found.
 */
const first = ((globalThis as { environmentOfTests?: NodeJS.ProcessEnv }).environmentOfTests ??= { ...process.env });

for (const name of Object.keys(process.env)) if (!(name in first)) delete process.env[name];
Object.assign(process.env, first);
vi.resetModules();
