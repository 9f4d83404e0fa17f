import { Markdown } from '@/components/ui/markdown';

const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Who this is, in their own words, what supporters get, and where else they are. Links vouch for nobody. */
export function About(props: {
  bio: string;
  offer: string;
  links: { label: string; url: string }[];
  tipsReceived: number;
  createdAt: Date;
}) {
  return (
    <section aria-label="About" className="about">
      {props.bio && <Markdown text={props.bio} />}
      {props.offer && <p className="offer">{props.offer}</p>}
      <ul className="facts">
        {props.links.map((link) => (
          <li key={link.url}>
            <a href={link.url} rel="noopener nofollow ugc">
              {link.label}
            </a>
          </li>
        ))}
        {facts(props.tipsReceived, props.createdAt).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </section>
  );
}

function facts(tipsReceived: number, createdAt: Date): string[] {
  const since = `Since ${month.format(createdAt)}`;
  if (tipsReceived === 0) return [since];
  return [`${tipsReceived.toLocaleString('en')} ${tipsReceived === 1 ? 'tip' : 'tips'}`, since];
}
