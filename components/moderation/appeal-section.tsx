import type { ReactNode } from 'react';
import { Notice } from '@/components/ui/notice';
import type { FormAction } from '@/components/ui/form-state';
import { Fact, Facts } from '@/components/ui/records';
import { Section } from '@/components/ui/room-shell';
import { LATE_DAYS } from '@/lib/moderation/input';
import { AppealForm } from './appeal-form';

type Appeal = { status: 'open' | 'lifted' | 'kept' | 'moot'; body: string | null; createdAt: Date; decidedAt: Date | null; decision: string | null };
type Props = { appeal: Appeal | null; isOver: boolean; day: (at: Date) => string; action: FormAction; whom: 'you' | 'your page'; children?: ReactNode };

const DAY_MS = 86_400_000;

/** The one appeal of a suspension: its form, or what was written and how it stands, with the day by which it is decided. */
export function AppealSection({ appeal, isOver, day, action, whom, children }: Props) {
  if (appeal) {
    return (
      <Section title="Your appeal">
        <Notice tone={appeal.status === 'open' ? 'wait' : 'bad'} icon={appeal.status === 'open' ? 'clock' : 'alert'}>
          {appeal.status === 'open'
            ? `It is here. Somebody other than the person who suspended ${whom} reads it, by ${day(new Date(appeal.createdAt.getTime() + LATE_DAYS * DAY_MS))}; a mail tells you what is decided.`
            : 'It was refused. This decision is the last one here.'}
        </Notice>
        <Facts>
          <Fact label="Sent">{day(appeal.createdAt)}</Fact>
          {appeal.body && <Fact label="You wrote"><span dir="auto" className="whitespace-pre-line">{appeal.body}</span></Fact>}
          {appeal.decidedAt && <Fact label="Decided">{day(appeal.decidedAt)}</Fact>}
          {appeal.decision && <Fact label="The reason"><span dir="auto">{appeal.decision}</span></Fact>}
        </Facts>
      </Section>
    );
  }
  if (isOver) return <Section title="Appeal"><p>The days to appeal are over, and none was written.</p></Section>;
  return (
    <Section title="Appeal" hint={`Somebody other than the person who suspended ${whom} decides.`}>
      <AppealForm action={action}>{children}</AppealForm>
    </Section>
  );
}
