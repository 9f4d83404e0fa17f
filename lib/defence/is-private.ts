import { BlockList, isIPv4 } from 'node:net';

/** Two lists, because Node looks for an IPv4 address in IPv6 networks as well. */
const [PRIVATE_4, PRIVATE_6] = [new BlockList(), new BlockList()];
for (const [network, bits] of [['10.0.0.0', 8], ['127.0.0.0', 8], ['172.16.0.0', 12], ['192.168.0.0', 16], ['169.254.0.0', 16]] as const) {
  PRIVATE_4.addSubnet(network, bits, 'ipv4');
}
// The first 64 bits are all that a connection tells: loopback, local, link-local.
for (const [network, bits] of [['::', 64], ['fc00::', 7], ['fe80::', 10]] as const) PRIVATE_6.addSubnet(network, bits, 'ipv6');

/**
 * Whether a connection is none of the internet's (RFC 1918, 4193): then a proxy stands in front that we were
 * not told of (`TRUSTED_HOPS`), and everybody comes from there.
 */
export function isPrivate(connection: string): boolean {
  if (isIPv4(connection)) return PRIVATE_4.check(connection, 'ipv4');
  const [address = ''] = connection.split('/', 1);
  return connection === 'unknown' || PRIVATE_6.check(address, 'ipv6');
}
