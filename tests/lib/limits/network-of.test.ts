import { expect, test } from 'vitest';
import { networkOf } from '@/lib/limits';

test.each([
  ['203.0.113.9', '203.0.113.9', '203.0.113.0/24'],
  ['::ffff:203.0.113.9', '203.0.113.9', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:DB8:1:2::6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
  ['::1', '0:0:0:0::/64', '0:0:0::/48'],
  ['evil', 'unknown', 'unknown'],
  [null, 'unknown', 'unknown'],
])('%s is the connection %s in the network %s', (address, connection, network) => {
  expect(networkOf(address)).toEqual({ connection, network });
});
