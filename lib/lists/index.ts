export { keyset, readCursor, sliceOf } from './slice';
export type { Cursor, PageAsked, Slice } from './slice';
