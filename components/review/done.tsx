import { Notice } from '@/components/ui/notice';

const WORDS = {
  approved: 'Approved. The transfer is on its way, and the creator gets a mail.',
  denied: 'Denied. The money is available to the creator again, and they get a mail with the reason.',
};

/** Says above the queue which decision was taken last; nothing for a word that is none. */
export function Done({ what }: { what: string }) {
  const words = what === 'denied' ? WORDS.denied : what === 'approved' ? WORDS.approved : null;
  return words && <Notice tone="good" icon="check">{words}</Notice>;
}
