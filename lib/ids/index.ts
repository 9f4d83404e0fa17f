export { newId, isId } from './new-id';
