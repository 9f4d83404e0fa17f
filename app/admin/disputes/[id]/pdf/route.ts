import { door } from '@/app/door';
import { getDb } from '@/db/client';
import { DisputeNotFound, findDispute, lookAtDispute, readEvidence, toPaper } from '@/lib/disputes';
import { renderEvidencePdf } from '@/lib/receipts';

/** What we know of a disputed payment as a file for its bank. */
export const GET = door({ name: 'dispute.pdf', who: 'admin' }, async ({ params, viewer }) => {
  const file = await findDispute(getDb(), typeof params.id === 'string' ? params.id.toLowerCase() : '');
  const facts = file && (await readEvidence(getDb(), file.dispute.paymentId));
  if (!file || !facts) throw new DisputeNotFound();
  await lookAtDispute(viewer.personId, file.dispute.id, facts);
  const pdf = await renderEvidencePdf(toPaper(facts, file.dispute));
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="tuppence-evidence-${file.dispute.stripeDisputeId}.pdf"`,
    },
  });
});
