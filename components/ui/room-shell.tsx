import type { ReactNode } from 'react';
import { RoomNav, type RoomNavItem } from './room-nav';

/**
 * The frame of a signed-in room (/account, /dashboard, /admin): its name and links beside the page on
 * a desk, above it on a phone. Signing out is a POST, so that no link or picture elsewhere does it.
 *
 * @param who under the room's name: whose it is, such as an address or a page's name
 */
export function RoomShell(props: { room: string; who?: ReactNode; items: RoomNavItem[]; children: ReactNode }) {
  return (
    <div className="room shell">
      <div className="room-side">
        <div className="room-name">
          <p>{props.room}</p>
          {props.who && <p className="hint truncate">{props.who}</p>}
        </div>
        <RoomNav room={props.room} items={props.items} />
        <form method="post" action="/sign-out" className="room-leave">
          <button type="submit">Sign out</button>
        </form>
      </div>
      <div className="room-main">{props.children}</div>
    </div>
  );
}

/** The title of a page in a room, a sentence on what it is for, and what can be done beside it. */
export function RoomHead(props: { title: ReactNode; sentence?: ReactNode; children?: ReactNode }) {
  return (
    <header className="room-head">
      <div>
        <h1>{props.title}</h1>
        {props.sentence && <p>{props.sentence}</p>}
      </div>
      {props.children && <div className="room-head-side">{props.children}</div>}
    </header>
  );
}

/** One matter on a page of a room: a sheet with a heading. `tone` bad is for what cannot be undone. */
export function Section(props: { title: string; hint?: ReactNode; id?: string; tone?: 'bad'; children: ReactNode }) {
  return (
    <section className={props.tone === 'bad' ? 'sheet-card sheet-card-bad' : 'sheet-card'} id={props.id}>
      <h2>{props.title}</h2>
      {props.hint && <p className="sheet-hint">{props.hint}</p>}
      {props.children}
    </section>
  );
}
