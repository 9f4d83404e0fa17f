import { Section } from '@/components/ui/room-shell';
import type { FreezeFile } from '@/lib/freeze';
import { FrozenSums } from './frozen-sums';

/** What a suspended page's owner is told of its money; nothing for a page that never had any. */
export function YourMoney({ freeze }: { freeze: FreezeFile | null }) {
  if (!freeze) return null;
  const { status, sums, reason } = freeze;
  return (
    <Section title="Your money">
      <p>{WORDS[status]}</p>
      {reason && <p>The reason: <span dir="auto">{reason}</span></p>}
      {sums.length > 0 ? <FrozenSums sums={sums} /> : <p className="text-second">Nothing that your page received is here now.</p>}
    </Section>
  );
}

const WORDS: Record<FreezeFile['status'], string> = {
  standing: 'It stands still: nothing is paid out while your page is suspended. Then it is released to you, or given back to those who gave it. None of it becomes ours. What stands on tabs for you is not charged.',
  returning: 'It is being given back to those who gave it, line by line. None of it becomes ours.',
  released: 'It is free: it becomes available as always, and you can ask for it to be paid out.',
};
