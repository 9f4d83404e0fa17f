'use client';

import { useDeferredValue, useEffect, useRef } from 'react';
import { About } from '@/components/creators/about';
import type { ProfileProps } from '@/components/creators/creator-profile';
import { CreatorSheet } from '@/components/creators/creator-sheet';
import { emptyFormState } from '@/components/ui/form-state';
import { readableAccent } from '@/lib/creators/input';
import type { PageDraft } from './page-draft';

/** Everything that the public page is drawn from, but the form's action: nothing is sent from here. */
export type PreviewProps = Omit<ProfileProps, 'action' | 'creator' | 'accent' | 'nonce'> & {
  creator: ProfileProps['creator'] & { accent: string; kind: string; thankYou: string };
  /** Whether the page's country is on the operator's list. */
  allowed: boolean;
};

const nowhere: ProfileProps['action'] = () => Promise.resolve(emptyFormState);

/**
 * The page as it will be, drawn by the components of the page itself. It can be looked at and not
 * used, so keyboards and readers pass it by: the page itself is one link away.
 */
export function PagePreview({ draft, ...page }: PreviewProps & { draft: PageDraft }) {
  const shown = useDeferredValue(draft);
  const sheet = useRef<HTMLDivElement>(null);

  // Our policy allows no style attribute in markup; properties set by script it does.
  useEffect(() => {
    const { light, dark } = readableAccent(shown.accent);
    for (const [theme, accent] of [['light', light], ['dark', dark]] as const) {
      sheet.current?.style.setProperty(`--preview-ink-${theme}`, accent.ink);
      sheet.current?.style.setProperty(`--preview-on-${theme}`, accent.onInk);
      sheet.current?.style.setProperty(`--preview-soft-${theme}`, accent.soft);
    }
  }, [shown.accent]);

  const creator = { ...page.creator, ...shown };
  const takesTips = page.allowed && (shown.offer !== '' || shown.links.length > 0);
  return (
    <div ref={sheet} className="preview-sheet" inert>
      <CreatorSheet
        {...page}
        key={`${shown.presetsMinor.join()} ${shown.minimumMinor} ${page.creator.currency}`}
        action={nowhere}
        creator={creator}
        about={<About {...creator} tipsReceived={page.totals.tipsReceived} />}
        goalReceivedMinor={page.totals.goalReceivedMinor}
        takesTips={takesTips}
      />
    </div>
  );
}
