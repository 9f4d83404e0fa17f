export { default } from '../../../../../app/[handle]/not-found';
