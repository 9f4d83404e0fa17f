/** An uploaded picture as its row describes it. */
export type StoredPicture = { key: string; widths: number[] };

/** One image as a page draws it: `srcSet` only where there is a choice. */
export type ShownPicture = { src: string; srcSet?: string };

export type Pictures = { avatar: ShownPicture; banner: ShownPicture };

/**
 * The two images of a page: what its creator uploaded, or our own drawings named by `art`.
 */
export function picturesOf(of: { art: string; avatar: StoredPicture | null; banner: StoredPicture | null }): Pictures {
  return {
    avatar: of.avatar ? uploaded(of.avatar) : { src: `/art/${of.art}-avatar.svg` },
    banner: of.banner ? uploaded(of.banner) : { src: `/art/${of.art}-banner.svg` },
  };
}

/** The middle width stands in `src`, for what does not read `srcset` (feeds, previews in chats). */
function uploaded({ key, widths }: StoredPicture): ShownPicture {
  const ordered = [...widths].sort((one, other) => one - other);
  const address = (width: number) => `/media/${key}/${width}.webp`;
  const middle = ordered[Math.floor((ordered.length - 1) / 2)] ?? 0;
  if (ordered.length < 2) return { src: address(middle) };
  return { src: address(middle), srcSet: ordered.map((width) => `${address(width)} ${width}w`).join(', ') };
}
