/** One image as it is drawn: an upload in several widths, or a drawing of ours that fits every one. */
type Picture = { src: string; srcSet?: string };

/**
 * The two images of a page. As images they cost the page nothing to render, and a browser keeps them.
 */
export function Banner({ banner, className, eager }: { banner: Picture; className: string; eager?: boolean }) {
  return (
    <img
      {...banner}
      sizes={banner.srcSet && '(min-width: 64rem) 22rem, 100vw'}
      alt=""
      width={1200}
      height={400}
      loading={eager ? undefined : 'lazy'}
      className={`bg-accent-soft object-cover ${className}`}
    />
  );
}

/** Always a circle, with a rim in the colour of what it lies on. */
export function Portrait({ avatar, className, eager }: { avatar: Picture; className: string; eager?: boolean }) {
  return (
    <img
      {...avatar}
      sizes={avatar.srcSet && '7rem'}
      alt=""
      width={160}
      height={160}
      loading={eager ? undefined : 'lazy'}
      className={`rounded-full bg-accent-soft object-cover ${className}`}
    />
  );
}
