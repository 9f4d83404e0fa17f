import { Fact, Facts } from '@/components/ui/records';
import { reportKindWords, type ReportKind } from '@/lib/moderation/input';

type Shown = {
  number: string;
  handle: string;
  kind: ReportKind;
  sentOn: string;
  status: 'open' | 'dismissed' | 'upheld';
  decidedOn: string | null;
  decision: string | null;
  hasAddress: boolean;
};

const HEADS = { open: 'Your report is here', dismissed: 'Your report is decided', upheld: 'Your report is decided' } as const;

/** The paper that a reporter keeps: its number, and how it stands whenever they come back. */
export function ReportReceipt(shown: Shown) {
  return (
    <section className="sheet-card">
      <h1 className="text-3xl">{HEADS[shown.status]}</h1>
      <Facts>
        <Fact label="Number"><strong className="figures whitespace-nowrap">{shown.number}</strong></Fact>
        <Fact label="About">/{shown.handle}</Fact>
        <Fact label="Because of">{reportKindWords[shown.kind].label}</Fact>
        <Fact label="Sent">{shown.sentOn}</Fact>
        {shown.decidedOn && <Fact label="Decided">{shown.decidedOn}</Fact>}
        {shown.decision && <Fact label="The reason"><span dir="auto">{shown.decision}</span></Fact>}
      </Facts>
      <Next {...shown} />
    </section>
  );
}

function Next({ status, hasAddress }: Shown) {
  if (status === 'upheld') return <p>The page is suspended: nobody can see it and it takes no money. Its owner may appeal once.</p>;
  if (status === 'dismissed') return <p>The page stays as it is. If you learn more, you can report it again.</p>;
  return (
    <>
      <h2>What happens next</h2>
      <ol className="list-decimal ps-5 grid gap-2">
        <li>A person reads it, usually within two days.</li>
        <li>They leave the page as it is, or suspend it. Either way they write down why.</li>
        <li>{hasAddress ? 'A mail tells you what was decided; this page tells it too.' : 'This page tells you what was decided. Keep its address or the number: you gave no mail address.'}</li>
      </ol>
      <p className="hint">The creator never learns who reported. In danger? Call the police where you are; we are not fast enough for that.</p>
    </>
  );
}
