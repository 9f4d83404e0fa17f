import { v5 } from 'uuid';

const NAMESPACE = '6f0c1b0e-0a60-4d0c-8f3e-2d9f5e1c7a51';

/** The same id for the same name in every seed, so that a seed run again finds what it made. */
export function fixedId(name: string): string {
  return v5(name, NAMESPACE);
}
