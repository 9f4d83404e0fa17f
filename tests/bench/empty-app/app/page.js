import { connection } from 'next/server';

/** A page with nothing on it, rendered for each request: what our pages are measured beside. */
export default async function Page() {
  await connection();
  return <p>Nothing.</p>;
}
