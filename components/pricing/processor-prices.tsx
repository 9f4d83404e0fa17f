import type { FeeEstimate } from '@/lib/pricing';
import { day, priceInWords } from './fee-words';

const CURRENCIES: Record<FeeEstimate['region'], string> = {
  us: 'US dollars',
  eea: 'Euros',
  uk: 'British pounds',
  jp: 'Japanese yen',
};
const METHODS: Record<FeeEstimate['method'], string> = {
  card: 'Card',
  card_international: 'Card from abroad',
  sepa_debit: 'SEPA debit',
  paypal: 'PayPal',
};

/** The processor's prices as we expect them, a table per currency, each with where we read it. */
export function ProcessorPrices({ estimates }: { estimates: FeeEstimate[] }) {
  const regions = [...new Set(estimates.map((row) => row.region))];
  return (
    <div className="mt-6 grid gap-9">
      {regions.map((region) => (
        <table key={region} className="w-full border-collapse text-left">
          <caption className="pb-2 text-left font-semibold">{CURRENCIES[region]}</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">Way to pay</th>
              <th scope="col">Fee of one charge</th>
            </tr>
          </thead>
          <tbody>
            {estimates
              .filter((row) => row.region === region)
              .map((row) => (
                <Price key={row.id} row={row} />
              ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}

function Price({ row }: { row: FeeEstimate }) {
  return (
    <tr className="border-t border-dashed border-edge/50 align-baseline">
      <th scope="row" className="py-3 pr-4 font-normal">
        {METHODS[row.method]}
        <span className="block text-sm text-second">
          {row.note} <Source row={row} />
        </span>
      </th>
      <td className="figures py-3 text-right whitespace-nowrap">{priceInWords(row, row.currency)}</td>
    </tr>
  );
}

/** Who says so. What others tell of the processor's prices is marked as that. */
function Source({ row }: { row: FeeEstimate }) {
  const host = new URL(row.sourceUrl).host.replace(/^www\./, '');
  return (
    <>
      <a href={row.sourceUrl} rel="noreferrer" className="text-link" aria-label={`${host}, the source of ${METHODS[row.method]} in ${row.currency}`}>
        {host}
      </a>
      , {row.certainty === 'secondary' && 'second-hand, '}
      {day(row.sourceDate)}
    </>
  );
}
