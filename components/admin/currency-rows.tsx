import { TextField } from '@/components/ui/fields';
import { plainAmount, type Currency } from '@/lib/money/input';

type Field<Row> = { name: string; label: string; of: (row: Row) => number };

/**
 * One row of amounts for each currency, under one line of headings on a desk.
 *
 * @param fields `name` is that of the form, before the currency; `of` reads minor units
 */
export function CurrencyRows<Row extends { currency: Currency }>({ rows, fields }: { rows: Row[]; fields: Field<Row>[] }) {
  return (
    <div className="currency-rows">
      {rows.map((row) => (
        <fieldset key={row.currency}>
          <legend className="label">{row.currency}</legend>
          {fields.map(({ name, label, of }) => (
            <TextField key={name} name={`${name}${row.currency}`} label={label} inputMode="decimal" defaultValue={plainAmount(of(row), row.currency)} required />
          ))}
        </fieldset>
      ))}
    </div>
  );
}
