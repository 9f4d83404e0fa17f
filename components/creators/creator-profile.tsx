import { About } from './about';
import { AccentStyle } from './accent-style';
import { CreatorSheet, type SheetProps } from './creator-sheet';

type Words = { bio: string; offer: string; links: { label: string; url: string }[]; createdAt: Date };

export type ProfileProps = Omit<SheetProps, 'about' | 'creator' | 'goalReceivedMinor'> & {
  creator: SheetProps['creator'] & Words;
  totals: { tipsReceived: number; goalReceivedMinor: number };
  accent: Parameters<typeof AccentStyle>[0]['accent'];
  nonce: string | undefined;
};

/** A creator's page in its colour. Nothing here depends on the visitor. */
export function CreatorProfile({ creator, totals, accent, nonce, ...props }: ProfileProps) {
  const { bio, offer, links, createdAt } = creator;
  // Field by field: whatever goes to a client component stands in the page for all to read.
  const { id, handle, name, tagline, pictures, currency, presetsMinor, minimumMinor, goal } = creator;
  return (
    <div className="shell">
      <AccentStyle accent={accent} nonce={nonce} />
      <CreatorSheet
        {...props}
        creator={{
          id, handle, name, tagline, pictures, currency, presetsMinor, minimumMinor,
          goal: goal && { title: goal.title, targetMinor: goal.targetMinor },
        }}
        about={<About bio={bio} offer={offer} links={links} tipsReceived={totals.tipsReceived} createdAt={createdAt} />}
        goalReceivedMinor={totals.goalReceivedMinor}
      />
      <p className="page-report">
        <a href={`/report/${handle}`} rel="nofollow">Report this page</a>
      </p>
    </div>
  );
}
