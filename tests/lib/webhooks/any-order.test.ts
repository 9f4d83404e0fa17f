import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runJob } from '@/lib/jobs';
import { askRefund } from '@/lib/payments';
import { processEvents, receiveWebhook } from '@/lib/webhooks';
import { expectEqualRecords } from '../../support/records';
import { eventsOf, signed } from '../../support/sandbox-controls';
import { addCreator, beginAndPay, readTip, wishFor } from '../../support/tips';
import { useWorld } from '../../support/world';

const { sandbox } = useWorld();
const seen = new Set<string>();

/** The events that have come since the last call. */
async function newEvents() {
  const events = (await eventsOf(sandbox())).filter((event) => !seen.has(event.id));
  for (const event of events) seen.add(event.id);
  return events;
}

it('webhooks twice, shuffled, some lost, or about a refund before its charge, end in one and the same ledger', async () => {
  const creator = await addCreator();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 100, max: 5_000 }),
      fc.boolean(),
      fc.infiniteStream(fc.integer({ min: 0, max: 1_000 })),
      async (amountMinor, refunded, dice) => {
        const { tip, payment } = await beginAndPay(creator.id, wishFor(amountMinor));
        if (refunded) await refundAtOnce(payment.id);
        const roll = () => dice.next().value;
        const events = (await newEvents()).flatMap((event) => Array.from({ length: roll() % 3 }, () => event));
        const shuffled = events.map((event) => ({ event, place: roll() })).sort((a, b) => a.place - b.place);
        for (const { event } of shuffled) {
          await receiveWebhook(signed(event));
          if (roll() % 2) await processEvents();
        }
        await runJob('reconcile', new Date());
        expect((await readTip(tip.id)).tip.status).toBe(refunded ? 'refunded' : 'received');
        await expectEqualRecords(sandbox());
      },
    ),
    { numRuns: process.env.TUPPENCE_LONG === '1' ? 100 : 12 },
  );
});

/** The refund leaves before any event of its charge was read: the order Stripe does not promise. */
async function refundAtOnce(paymentId: string): Promise<void> {
  await runJob('reconcile', new Date());
  await askRefund(paymentId, 'requested_by_fan', new Date());
  await runJob('refunds', new Date());
}
