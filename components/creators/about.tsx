import { Markdown } from '@/components/ui/markdown';

/** Who this is, in their own words, what supporters get, and where else they are. Links vouch for nobody. */
export function About(props: {
  bio: string;
  offer: string;
  facts: string[];
  links: { label: string; url: string }[];
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
        {props.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </section>
  );
}
