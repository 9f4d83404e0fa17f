import { expect, it } from 'vitest';
import { newId } from '@/lib/ids';
import { countCheckout } from '@/lib/tips/count-checkout';
import { startTip } from '@/lib/tips';
import { addCreator, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

useWorld();

const from = (connection: string | null) => ({ personId: null, connection });

async function refusedAt(creatorIds: string[], connection: string | null, most: number): Promise<number | null> {
  for (let count = 1; count <= most; count += 1) {
    try {
      await countCheckout(creatorIds[count % creatorIds.length] ?? '', from(connection));
    } catch (error) {
      expect(error).toMatchObject({ code: 'TooManyAttempts', status: 429 });
      return count;
    }
  }
  return null;
}

it('one connection starts so many payments for a page, and so many over all pages, in ten minutes; others go on', async () => {
  const pages = Array.from({ length: 4 }, () => newId());
  expect(await refusedAt(pages.slice(0, 1), '198.51.100.7', 130)).toBe(121);
  expect(await refusedAt(pages, '198.51.100.8', 310)).toBe(301);
  expect(await refusedAt(pages, '2001:db8:1:2::/64', 3)).toBeNull();
  expect(await refusedAt(pages, null, 400)).toBeNull();
});

it('a refused payment leaves nothing behind, and one that was started before can still be paid', async () => {
  const to = await addCreator();
  const tip = (key: string) => startTip({ key, creatorId: to.id, wish: wishFor(300), now: new Date(), payer: from('203.0.113.9') });
  const known = newId();
  const first = await tip(known);
  await refusedAt([to.id], '203.0.113.9', 130);
  await expect(tip(newId())).rejects.toMatchObject({ code: 'TooManyAttempts' });
  expect(await tip(known)).toEqual(first);
});
