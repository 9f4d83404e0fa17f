import { Notice } from '@/components/ui/notice';

/** Says above the queue that the last decision was taken. */
export function Done() {
  return <Notice tone="good" icon="check">Approved. The transfer is on its way, and the creator gets a mail.</Notice>;
}
