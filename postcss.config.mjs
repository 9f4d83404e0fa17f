/** Tailwind 4 reads its tokens from app/styles/tokens.css; there is no other configuration. */
const config = { plugins: { '@tailwindcss/postcss': {} } };

export default config;
