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
    <section className="goal">
      <h2 id="goal">{props.title}</h2>
      <p>
        <b>{props.received}</b> of {props.target}
        {reached && ', reached'}
      </p>
      <progress
        className="bar"
        aria-labelledby="goal"
        max={props.targetMinor}
        value={Math.min(props.receivedMinor, props.targetMinor)}
      />
    </section>
  );
}
