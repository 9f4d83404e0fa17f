import type { ReactNode } from 'react';

/** A page that has one thing to say: not found, failed, nothing here. The receipt comes out blank. */
export function BlankPage(props: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="shell grid justify-items-center pt-10 sm:pt-20">
      <div className="receipt-lift w-full max-w-md">
        <div className="receipt receipt-open text-center">
          <h1 className="pt-4 text-2xl">{props.title}</h1>
          <div className="mx-auto mt-3 max-w-xs text-second">{props.children}</div>
          {props.action && (
            <div className="mt-6 border-t border-dashed border-edge/60 pt-6 pb-3">{props.action}</div>
          )}
        </div>
      </div>
    </div>
  );
}
