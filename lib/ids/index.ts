export { newId, deriveId, isId } from './new-id';
export { newToken } from './new-token';
