import type { Pictures } from '@/lib/media';

/** Banner, portrait, name and tagline. */
export function CreatorHead(props: { name: string; tagline: string; pictures: Pictures }) {
  const { avatar, banner } = props.pictures;
  return (
    <div className="creator-head">
      <img {...banner} sizes={banner.srcSet && '(min-width: 67.5rem) 65rem, 100vw'} alt="" width={1200} height={400} />
      <img {...avatar} sizes={avatar.srcSet && '7rem'} alt="" width={160} height={160} />
      <h1>{props.name}</h1>
      {props.tagline && <p>{props.tagline}</p>}
    </div>
  );
}
