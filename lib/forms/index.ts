export { readForm } from './read-form';
export { FieldRefused, FormTampered } from './errors';
export { cleanText } from './clean-text';
