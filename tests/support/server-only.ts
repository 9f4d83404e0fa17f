/** Stands in for Next's marker package, which exists only inside a build (vitest.config.ts). */
export {};
