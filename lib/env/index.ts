export { env, parseEnv, isLoopbackHost } from './env';
export type { Env } from './env';
