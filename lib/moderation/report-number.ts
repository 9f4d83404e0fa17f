import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no letter that is read as a digit or as another letter. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

/** Mints the number of a report: 60 random bits, because whoever has it sees how the report went. */
export function newReportNumber(): string {
  return [...randomBytes(LENGTH)].map((byte) => SIGNS.charAt(byte % SIGNS.length)).join('');
}

/** A number as people read it out: `K3M9-7QXA-20BC`. */
export function showReportNumber(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1-');
}

/** The number that somebody typed or that an address carries, or null. */
export function readReportNumber(typed: string): string | null {
  const bare = typed.slice(0, 40).toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return bare.length === LENGTH && [...bare].every((sign) => SIGNS.includes(sign)) ? bare : null;
}
