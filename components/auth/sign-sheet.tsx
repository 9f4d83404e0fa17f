import type { ReactNode } from 'react';

/** The sheet on which every step of signing in stands: one question, one answer, on a receipt. */
export function SignSheet(props: { title: string; lead?: ReactNode; children: ReactNode; foot?: ReactNode }) {
  return (
    <div className="sign">
      <div className="receipt-lift">
        <div className="receipt receipt-open">
          <h1>{props.title}</h1>
          {props.lead && <p className="sign-lead">{props.lead}</p>}
          {props.children}
        </div>
      </div>
      {props.foot && <div className="sign-foot">{props.foot}</div>}
    </div>
  );
}
