export type LatelyTip = {
  id: string;
  name: string | null;
  message: string | null;
  amount: string;
  day: string;
  date: string;
};

/** What fans chose to show: name, message, amount. Their words may run in either direction. */
export function Lately({ tips, creatorName }: { tips: LatelyTip[]; creatorName: string }) {
  return (
    <section aria-labelledby="lately">
      <h2 id="lately" className="text-xl">
        Lately
      </h2>
      {tips.length === 0 ? (
        <p className="mt-4 rounded-card border border-dashed border-edge/60 p-5 text-second">
          Nothing stands here yet. The first tip that {creatorName} gets in public will.
        </p>
      ) : (
        <ul className="mt-2 divide-y divide-line">
          {tips.map((tip) => (
            <LatelyItem key={tip.id} tip={tip} />
          ))}
        </ul>
      )}
    </section>
  );
}

function LatelyItem({ tip }: { tip: LatelyTip }) {
  const name = tip.name ?? 'Somebody';
  return (
    <li className="grid grid-cols-[auto_1fr_auto] gap-x-3 py-4">
      <span
        aria-hidden="true"
        className="row-span-2 grid size-9 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent"
      >
        {tip.name ? firstLetter(tip.name) : '?'}
      </span>
      <p className="min-w-0 leading-snug [overflow-wrap:anywhere]">
        <bdi className="font-semibold">{name}</bdi>{' '}
        <time dateTime={tip.date} className="hint ml-1 whitespace-nowrap">
          {tip.day}
        </time>
      </p>
      <p className="sum text-lg leading-snug">{tip.amount}</p>
      {tip.message && (
        <p dir="auto" className="col-span-2 mt-0.5 whitespace-pre-line text-second [overflow-wrap:anywhere]">
          {tip.message}
        </p>
      )}
    </li>
  );
}

function firstLetter(name: string): string {
  return (name.match(/[\p{L}\p{N}]/u)?.[0] ?? [...name][0] ?? '?').toUpperCase();
}
