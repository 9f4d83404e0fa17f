import { expect, it } from 'vitest';
import { isPrivate } from '@/lib/defence/is-private';
import { networkOf } from '@/lib/limits';

const ofAddress = (address: string | null) => isPrivate(networkOf(address).connection);

it('knows the addresses of a proxy in front from those of the internet', () => {
  const proxies = ['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.254', '192.168.1.1', '169.254.1.1', '::1', '::ffff:10.0.0.1', 'fd12::1', 'fe80::1%eth0', null, 'nonsense'];
  const fans = ['203.0.113.9', '172.32.0.1', '172.15.0.1', '11.0.0.1', '192.169.0.1', '2001:db8:1:2::3', '::ffff:203.0.113.9', '2a00::1'];
  expect(proxies.filter((address) => !ofAddress(address))).toEqual([]);
  expect(fans.filter(ofAddress)).toEqual([]);
});
