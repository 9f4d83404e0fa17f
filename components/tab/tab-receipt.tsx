import type { FormAction } from '@/components/ui/form-state';
import { TabRows } from './tab-rows';
import type { TabRow, TabSums } from './tab-sheet';

type Receipt = { rows: TabRow[]; sums: TabSums; currency: string; undo: FormAction };

/** The tab as an open receipt: what is on it, what the next bill adds, and where the money goes. */
export function TabReceipt({ rows, sums, currency, undo }: Receipt) {
  return (
    <div className="receipt-lift">
      <div className="receipt receipt-open tab-receipt">
        <Lines rows={rows} currency={currency} undo={undo} comingOn={sums.comingOn} />
        <dl>
          {sums.coming && (
            <>
              <Sum label="On your tab so far" sum={sums.soFar} />
              <Sum label="Added by the next bill" sum={sums.coming} />
            </>
          )}
          <Sum label="Card fee, about" note="shared by all lines" sum={sums.fee} />
          {sums.platformFee && <Sum label="Tuppence fee" sum={sums.platformFee} />}
          <Sum label="Creators receive" note={sums.receiveShare} sum={sums.creatorsReceive} />
          <div className="tab-total">
            <dt>You pay</dt>
            <dd>{sums.total}</dd>
          </div>
        </dl>
      </div>
    </div>
  );
}

/** Lines that are on a bill already: being charged, or charged in vain. */
export function BilledReceipt(props: Omit<Receipt, 'sums'> & { title: string; total: string }) {
  return (
    <section className="receipt-lift pale" aria-label={props.title}>
      <div className="receipt receipt-open tab-receipt">
        <p className="tab-billed">
          <span className="tab-mark" data-state={props.rows[0]?.state}>
            {props.title}
          </span>
        </p>
        <Lines rows={props.rows} currency={props.currency} undo={props.undo} />
        <dl>
          <div className="tab-total">
            <dt>In one charge</dt>
            <dd>{props.total}</dd>
          </div>
        </dl>
      </div>
    </section>
  );
}

function Lines({ rows, currency, undo, comingOn }: Omit<Receipt, 'sums'> & { comingOn?: string }) {
  const pledges = rows.filter((row) => !row.isTip);
  const coming = pledges.filter((row) => row.state === 'coming');
  return (
    <>
      <TabRows title="Pledges" rows={pledges.filter((row) => row.state !== 'coming')} currency={currency} undo={undo} />
      <TabRows title={`Pledges that come on ${comingOn}`} rows={coming} currency={currency} undo={undo} />
      <TabRows title="Tips" rows={rows.filter((row) => row.isTip)} currency={currency} undo={undo} />
    </>
  );
}

function Sum(props: { label: string; note?: string; sum: string }) {
  return (
    <div>
      <dt>
        {props.label}
        {props.note && <span>{props.note}</span>}
      </dt>
      <dd>{props.sum}</dd>
    </div>
  );
}
