import fc from 'fast-check';
import { version } from 'uuid';
import { describe, expect, it } from 'vitest';
import { deriveId, isId, newId } from '@/lib/ids';

describe('ids', () => {
  it('are UUIDv7 and sort in the order in which they were made', () => {
    const ids = Array.from({ length: 1000 }, newId);
    expect(ids.every((id) => version(id) === 7)).toBe(true);
    expect([...ids].sort()).toEqual(ids);
  });

  it('derived from one base and name are the same on every server, and keep its time', () => {
    const base = newId();
    expect(deriveId(base, 'fee')).toBe(deriveId(base, 'fee'));
    expect(version(deriveId(base, 'fee'))).toBe(7);
    expect(deriveId(base, 'fee').slice(0, 13)).toBe(base.slice(0, 13));
  });

  it('derived under different names or from different bases never meet', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 20 }), (names) => {
        const bases = [newId(), newId()];
        const derived = bases.flatMap((base) => names.map((name) => deriveId(base, name)));
        return new Set(derived).size === derived.length && derived.every((id) => isId(id));
      }),
    );
  });
});
