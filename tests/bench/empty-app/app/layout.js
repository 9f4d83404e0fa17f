// The house's own frame around nothing, with its error pages: what is left is what a page itself costs.
export { default, generateMetadata, viewport } from '../../../../app/layout';
