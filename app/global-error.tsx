'use client';

import { BlankPage } from '@/components/ui/blank-page';
import './globals.css';

/** The last resort, when even the frame of the page fails: it brings its own document. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown · Tuppence</title>
        <main>
          <BlankPage
            title="This page could not be shown"
            action={
              <button type="button" className="button" onClick={() => retry()}>
                Try again
              </button>
            }
          >
            <p>The fault is ours, and it has been written down. Please try again in a moment.</p>
          </BlankPage>
        </main>
      </body>
    </html>
  );
}
