/** Who this is, in their own words, and where else they are. Links vouch for nobody. */
export function About(props: {
  bio: string;
  facts: string[];
  links: { label: string; url: string }[];
}) {
  return (
    <section aria-label="About">
      <p className="text-lg leading-relaxed whitespace-pre-line">{props.bio}</p>
      <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-second">
        {props.links.map((link) => (
          <li key={link.url}>
            <a
              href={link.url}
              rel="noopener nofollow ugc"
              className="inline-block py-0.5 underline decoration-edge/60 underline-offset-4 hover:text-ink hover:decoration-current"
            >
              {link.label}
            </a>
          </li>
        ))}
        {props.facts.map((fact) => (
          <li key={fact} className="figures py-0.5">
            {fact}
          </li>
        ))}
      </ul>
    </section>
  );
}
