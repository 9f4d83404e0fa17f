import type { FormAction } from '@/components/ui/form-state';
import type { TabRow } from './tab-sheet';
import { UndoForm } from './undo-form';

/** The lines of one kind on the open receipt. What is marked as coming is not owed yet. */
export function TabRows(props: { title: string; rows: TabRow[]; currency: string; undo: FormAction }) {
  if (props.rows.length === 0) return null;
  return (
    <section className="tab-lines">
      <h2>{props.title}</h2>
      <ul>
        {props.rows.map((row) => (
          <li key={row.key} data-state={row.state} data-new={row.isNew || undefined}>
            <Of row={row} />
            <span className="tab-when">
              {row.when}
              {row.undo && <UndoForm action={props.undo} currency={props.currency} what={`${row.sum} for ${row.creator.name}`} {...row.undo} />}
            </span>
            <span className="tab-sum">{row.sum}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Of({ row }: { row: TabRow }) {
  return (
    <span className="tab-of">
      <a href={`/${row.creator.handle}`}>
        <bdi>{row.creator.name}</bdi>
      </a>
      {row.detail && (row.isTip ? <q dir="auto">{row.detail}</q> : <span dir="auto"> · {row.detail}</span>)}
    </span>
  );
}
