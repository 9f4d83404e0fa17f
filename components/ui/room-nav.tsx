'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

export type RoomNavItem = {
  href: string;
  label: string;
  /** A number that waits for the person, or nothing. */
  count?: number;
  /** It begins another kind of page: a little room before it. */
  apart?: boolean;
};

/**
 * The links of a signed-in room, with the page one is on marked. It needs the browser's script only
 * to bring the marked link into view where the row is wider than the phone.
 */
export function RoomNav({ room, items }: { room: string; items: RoomNavItem[] }) {
  const path = usePathname();
  const current = currentItem(items, path);
  const marked = useRef<HTMLAnchorElement>(null);

  useEffect(() => {
    const link = marked.current;
    const row = link?.closest('ul');
    if (link && row) row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
  }, [path]);

  return (
    <nav aria-label={room}>
      <ul>
        {items.map((item) => (
          <li key={item.href} data-apart={item.apart || undefined}>
            <a
              href={item.href}
              ref={item === current ? marked : undefined}
              aria-current={item === current ? (item.href === path ? 'page' : 'true') : undefined}
            >
              {item.label}
              {item.count ? <span className="room-count figures">{item.count}</span> : null}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The longest address that the page's own begins with, so that /account/data marks itself, not /account. */
function currentItem(items: RoomNavItem[], path: string): RoomNavItem | undefined {
  return items
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((left, right) => right.href.length - left.href.length)[0];
}
