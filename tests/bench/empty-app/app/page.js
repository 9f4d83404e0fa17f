import { connection } from 'next/server';

/** The least that Next can render for one request: what our pages are measured beside. */
export default async function Page() {
  await connection();
  return <p>Nothing.</p>;
}
