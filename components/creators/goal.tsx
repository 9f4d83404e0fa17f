/** What a creator collects for and how far it is. Reached, it says so rather than stop at full. */
export function Goal(props: {
  title: string;
  received: string;
  target: string;
  receivedMinor: number;
  targetMinor: number;
}) {
  const reached = props.receivedMinor >= props.targetMinor;
  return (
    <section aria-labelledby="goal">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="goal" className="font-sans text-base">
          {props.title}
        </h2>
        <p className="figures text-[0.9375rem] text-second">
          <span className="sum text-base text-ink">{props.received}</span> of {props.target}
          {reached && ', reached'}
        </p>
      </div>
      <progress
        className="bar"
        aria-labelledby="goal"
        max={props.targetMinor}
        value={Math.min(props.receivedMinor, props.targetMinor)}
      />
    </section>
  );
}
