import { Banner, Portrait } from './art';

/** Banner, portrait, name and tagline. */
export function CreatorHead(props: { name: string; tagline: string; art: string }) {
  return (
    <div>
      <Banner art={props.art} eager className="aspect-3/1 w-full rounded-card sm:aspect-[9/2]" />
      <div className="flex flex-col px-2 sm:flex-row sm:gap-5 sm:px-4">
        <Portrait
          art={props.art}
          eager
          className="relative -mt-10 size-22 shrink-0 border-4 border-paper sm:-mt-9 sm:size-28"
        />
        <div className="mt-2 min-w-0 sm:mt-4">
          <h1 className="text-[1.75rem] sm:text-4xl">{props.name}</h1>
          <p className="mt-1 text-[1.0625rem] text-second sm:text-lg">{props.tagline}</p>
        </div>
      </div>
    </div>
  );
}
