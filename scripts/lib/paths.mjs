import path from 'node:path';

/** The clone this file stands in; every command works from here, wherever it was typed. */
export const root = path.resolve(import.meta.dirname, '..', '..');

/** What Tuppence keeps on this machine: database, secrets, logs, the sandbox's state. */
export const dataLink = path.join(root, '.data');
