import { Notice } from '@/components/ui/notice';
import { formatMoney, type Currency } from '@/lib/money';

/** From here on the day of the answer is shown in red, as in the list. */
const NEAR_DAYS = 3;

type Props = {
  dispute: { status: string; evidenceDueAt: Date | null; takenMinor: number; currency: Currency };
  answer: { kind: 'accept' | 'counter'; status: string } | null;
  now: Date;
};

/** How a dispute stands and what that asks of an admin, in one line; said aloud when it changes. */
export function Standing(props: Props) {
  return <div role="status"><Words {...props} /></div>;
}

function Words({ dispute: { status, evidenceDueAt, takenMinor, currency }, answer, now }: Props) {
  switch (status) {
    case 'won':
      return takenMinor > 0
        ? <Notice tone="wait" icon="check">Won in part: the bank keeps {formatMoney(takenMinor, currency)}, the rest is back where it was.</Notice>
        : <Notice tone="good" icon="check">Won. The money is back where it was.</Notice>;
    case 'lost':
      return <Notice tone="bad" icon="alert">Lost. The cardholder keeps the money.</Notice>;
    case 'warning_closed':
      return <Notice tone="good" icon="check">The bank asks no more, and took nothing.</Notice>;
    case 'under_review':
    case 'warning_under_review':
      return <Notice tone="wait" icon="clock">Our answer is with the bank. It decides, which can take two to three months.</Notice>;
  }
  if (answer) return <Answered answer={answer} />;
  return evidenceDueAt && <AnswerBy isInquiry={status.startsWith('warning')} dueAt={evidenceDueAt} now={now} />;
}

function Answered({ answer: { kind, status } }: { answer: NonNullable<Props['answer']> }) {
  if (status === 'refused') return <Notice tone="bad" icon="alert">Stripe took our answer no more. What the bank decides is shown here.</Notice>;
  return <Notice tone="wait" icon="clock">{kind === 'accept' ? 'Accepted.' : 'Countered.'} The bank hears of it through Stripe within a minute.</Notice>;
}

function AnswerBy({ isInquiry, dueAt, now }: { isInquiry: boolean; dueAt: Date; now: Date }) {
  const days = Math.floor((dueAt.getTime() - now.getTime()) / 86_400_000);
  const left = days < 1 ? 'Less than a day' : days === 1 ? 'One day' : `${days} days`;
  return (
    <Notice tone={days < NEAR_DAYS ? 'bad' : 'wait'} icon="clock">
      {left} left to answer. {isInquiry ? 'The bank only asks so far and has taken nothing; without an answer it may.' : 'Without an answer the money stays with the bank.'}
    </Notice>
  );
}
