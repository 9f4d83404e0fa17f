'use client';

import { BlankPage } from '@/components/ui/blank-page';

/** What is said when a page fails. What failed stands in the server's log, never here. */
export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <BlankPage
      title="This page could not be shown"
      sentence="The fault is ours, and it has been written down. Please try again in a moment."
    >
      <button type="button" className="button" onClick={() => retry()}>
        Try again
      </button>
    </BlankPage>
  );
}
