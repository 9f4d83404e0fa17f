import path from 'node:path';

/** The clone this file stands in; every command works from here, wherever it was typed. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/**
 * What Tuppence keeps on this machine: database, secrets, logs, the sandbox's state. `TUPPENCE_DATA`
 * moves it, so that tests start a whole Tuppence beside the one in use.
 */
export const dataLink = path.resolve(root, process.env.TUPPENCE_DATA ?? '.data');
