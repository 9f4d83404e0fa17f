/**
 * The two drawings of a page, by the slug of its creator: our own SVG files in public/art. As images
 * they cost the page nothing to render, and a browser keeps them.
 */
export function Banner({ art, className, eager }: { art: string; className: string; eager?: boolean }) {
  return (
    <img
      src={`/art/${art}-banner.svg`}
      alt=""
      width={1200}
      height={400}
      loading={eager ? undefined : 'lazy'}
      className={`bg-accent-soft object-cover ${className}`}
    />
  );
}

/** Always a circle, with a rim in the colour of what it lies on. */
export function Portrait({ art, className, eager }: { art: string; className: string; eager?: boolean }) {
  return (
    <img
      src={`/art/${art}-avatar.svg`}
      alt=""
      width={160}
      height={160}
      loading={eager ? undefined : 'lazy'}
      className={`rounded-full bg-accent-soft ${className}`}
    />
  );
}
