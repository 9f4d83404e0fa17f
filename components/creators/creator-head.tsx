/** Banner, portrait, name and tagline. */
export function CreatorHead(props: { name: string; tagline: string; art: string }) {
  return (
    <div className="creator-head">
      <img src={`/art/${props.art}-banner.svg`} alt="" width={1200} height={400} />
      <img src={`/art/${props.art}-avatar.svg`} alt="" width={160} height={160} />
      <h1>{props.name}</h1>
      <p>{props.tagline}</p>
    </div>
  );
}
