'use client';

import ErrorPage from './error';
import './globals.css';

/** The last resort, when even the frame of the page fails: it brings its own document. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown · Tuppence</title>
        <main>
          <ErrorPage retry={retry} />
        </main>
      </body>
    </html>
  );
}
