import type { ReactNode } from 'react';

/** Opens what is behind a button, without script; opening one closes the other of the page. For choices, not for losses. */
export function Ask(props: { label: ReactNode; strong?: boolean; open?: boolean; id?: string; children: ReactNode }) {
  return (
    // Opened before the page's script has come, it is open and was not drawn so: that is no fault.
    <details className="confirm confirm-plain" name="tab" id={props.id} open={props.open} suppressHydrationWarning>
      <summary className={props.strong ? 'button' : 'button button-plain'}>{props.label}</summary>
      <div>{props.children}</div>
    </details>
  );
}
