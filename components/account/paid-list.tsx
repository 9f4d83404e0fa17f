import type { ReactNode } from 'react';
import { Pager, Records, type RecordRow } from '@/components/ui/records';

/**
 * What somebody has paid, newest first: receipts or bills. A cell each for what names it, a quiet
 * one, its state and its amount.
 *
 * @param empty a sentence or two for who has none yet; the way to the creators stands after it
 */
export function PaidList(props: {
  caption: string;
  first: string;
  second: string;
  rows: RecordRow[];
  empty: ReactNode;
  newerHref: string | null;
  olderHref: string | null;
}) {
  return (
    <>
      <Records
        caption={props.caption}
        columns={[{ label: props.first }, { label: props.second, quiet: true }, { label: 'State', quiet: true }, { label: 'Amount', end: true }]}
        rows={props.rows}
        empty={
          <>
            {props.empty}{' '}
            <a href="/explore" className="text-link">
              Explore creators
            </a>
          </>
        }
      />
      <Pager newerHref={props.newerHref} olderHref={props.olderHref} />
    </>
  );
}
