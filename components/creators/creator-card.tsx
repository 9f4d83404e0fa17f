import type { Pictures } from '@/lib/media';
import { Banner, Portrait } from './art';

export type CardProps = { handle: string; name: string; tagline: string; kindName: string; pictures: Pictures };

/** One creator in a list; the whole card leads to the page, its name is the link. */
export function CreatorCard({ handle, name, tagline, kindName, pictures }: CardProps) {
  return (
    <li className="card group relative flex flex-col">
      <Banner banner={pictures.banner} className="aspect-[12/5] w-full rounded-t-[17px]" />
      <div className="relative flex-1 px-4 pt-9 pb-4">
        <Portrait avatar={pictures.avatar} className="absolute -top-7 left-4 size-14 border-3 border-sheet" />
        <p className="hint absolute top-2 right-4">{kindName}</p>
        <h3 className="text-lg">
          <a
            href={`/${handle}`}
            className="underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-card"
          >
            {name}
          </a>
        </h3>
        <p className="mt-1 text-[0.9375rem] leading-snug text-second">{tagline}</p>
      </div>
    </li>
  );
}

export function CreatorGrid({ creators }: { creators: CardProps[] }) {
  return (
    <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
      {creators.map((creator) => (
        <CreatorCard key={creator.handle} {...creator} />
      ))}
    </ul>
  );
}
