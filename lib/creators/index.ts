export { findCreatorPage, listCreators, CREATORS_PER_PAGE } from './queries';
export type { CreatorPage, CreatorCard, CreatorList, CreatorQuery } from './queries';
export { readableAccent, contrastOf } from './accent';
export type { AccentTheme } from './accent';
export { isHandle, hasHandleShape } from './handle';
export { CREATOR_KINDS, CREATOR_KIND_NAMES, isCreatorKind } from './input';
export type { CreatorKind } from './input';
