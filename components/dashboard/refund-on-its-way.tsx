import { Notice } from '@/components/ui/notice';

/** Told, and spoken, while the processor has not confirmed a refund yet. */
export function RefundOnItsWay() {
  return (
    <div role="status">
      <Notice tone="wait" icon="undo">
        The refund is on its way. The processor confirms it within minutes; banks show it within ten days.
      </Notice>
    </div>
  );
}
