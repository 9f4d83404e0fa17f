/** Who this is, in their own words, and where else they are. Links vouch for nobody. */
export function About(props: {
  bio: string;
  facts: string[];
  links: { label: string; url: string }[];
}) {
  return (
    <section aria-label="About" className="about">
      <p>{props.bio}</p>
      <ul>
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
