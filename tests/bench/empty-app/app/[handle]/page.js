import { connection } from 'next/server';

/** A page with nothing on it, at an address of the same kind as a creator's, rendered for each request. */
export default async function Page({ params }) {
  await connection();
  const { handle } = await params;
  return <p>{handle}</p>;
}
