export type LatelyTip = {
  id: string;
  name: string | null;
  message: string | null;
  amount: string;
  day: string;
  date: string;
};

/**
 * What fans chose to show: name, message, amount. Their words may run in either direction. The items
 * are bare elements that app/styles draws: a list of long class names costs each render, twice.
 */
export function Lately({ tips, creatorName }: { tips: LatelyTip[]; creatorName: string }) {
  return (
    <section className="lately">
      <h2>Lately</h2>
      {tips.length === 0 ? (
        <p className="empty">
          Nothing stands here yet. The first tip that {creatorName} gets in public will.
        </p>
      ) : (
        <ul>
          {tips.map((tip) => (
            <LatelyItem key={tip.id} tip={tip} />
          ))}
        </ul>
      )}
    </section>
  );
}

function LatelyItem({ tip }: { tip: LatelyTip }) {
  return (
    <li>
      <i aria-hidden="true">{tip.name ? firstLetter(tip.name) : '?'}</i>
      <p>
        <bdi>{tip.name ?? 'Somebody'}</bdi> <time dateTime={tip.date}>{tip.day}</time>
      </p>
      <b>{tip.amount}</b>
      {tip.message && <q dir="auto">{tip.message}</q>}
    </li>
  );
}

function firstLetter(name: string): string {
  return (name.match(/[\p{L}\p{N}]/u)?.[0] ?? [...name][0] ?? '?').toUpperCase();
}
