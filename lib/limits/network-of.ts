import { isIPv4, isIPv6 } from 'node:net';

/** Where a request came from, in the widths that limits know. */
export type Client = {
  /** One connection: an IPv4 address, or the /64 that an IPv6 customer has to themselves. */
  connection: string;
  /** Its neighbourhood: /24 or /48. Enough to recognise a session, not to locate a person. */
  network: string;
};

/** The widths of an address; anything that is no address is one unknown client. */
export function networkOf(address: string | null | undefined): Client {
  const bare = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').split('%', 1)[0] ?? '';
  if (isIPv4(bare)) return { connection: bare, network: `${bare.split('.').slice(0, 3).join('.')}.0/24` };
  if (!isIPv6(bare)) return { connection: 'unknown', network: 'unknown' };
  const groups = expand(bare);
  return { connection: `${groups.slice(0, 4).join(':')}::/64`, network: `${groups.slice(0, 3).join(':')}::/48` };
}

function expand(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right].map((group) => group.replace(/^0+(?=.)/, ''));
}
