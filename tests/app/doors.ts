import { houseFiles } from '../support/sources';

export type Door = { name: string; kind: 'act' | 'door'; file: string; exported: string };

const MADE = /^export const (\w+) = (act|door)\(\s*\{\s*name: '([^']+)'/gm;

/** Every file through which the internet can call code of ours. */
export function doorFiles() {
  return houseFiles(/^app\/.*\.tsx?$/).filter(({ name, text }) => /\/route\.tsx?$/.test(name) || /^['"]use server['"]/.test(text.trimStart()));
}

/** Every server action and route handler that is made by `act` or `door`. */
export function allDoors(): Door[] {
  return doorFiles().flatMap(({ name: file, text }) =>
    [...text.matchAll(MADE)].map(([, exported = '', kind, name = '']) => ({ name, kind: kind === 'act' ? ('act' as const) : ('door' as const), file, exported })),
  );
}
