export { newId, deriveId, isId } from './new-id';
