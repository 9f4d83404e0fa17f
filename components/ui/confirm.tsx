import type { ReactNode } from 'react';

/**
 * Asks before something is lost, without script: the first press opens what will happen and the
 * button that does it, a second press on the same place closes it again. Put the form inside.
 *
 * @param name gives several of these one place: opening one closes the others
 * @param plain nothing is lost by it, so it is not red
 */
export function Confirm(props: { label: ReactNode; sentence: ReactNode; name?: string; plain?: boolean; children: ReactNode }) {
  return (
    // Opened before the page's script has come, it is open and was not drawn so: that is no fault.
    <details className={props.plain ? 'confirm confirm-plain' : 'confirm'} name={props.name} suppressHydrationWarning>
      <summary className="button button-plain">{props.label}</summary>
      <div>
        <p>{props.sentence}</p>
        {props.children}
      </div>
    </details>
  );
}
