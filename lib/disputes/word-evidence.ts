import { env } from '@/lib/env';
import { formatMoney } from '@/lib/money';
import type { EvidencePaper } from '@/lib/receipts';
import { wordLine } from '@/lib/receipts/input';
import type { DisputeEvidence } from '@/lib/stripe';
import type { EvidenceFacts } from './read-evidence';

const REFUND_POLICY =
  'Every receipt names how to ask for the money back. A tip on a tab can be undone for ten minutes. A fan may ask the creator for any line of a bill, and the operator for any payment; a refund is free of charge for the fan.';

/** What the processor is told of a payment, from what we know; every field is plain text. */
export function toEvidence(facts: EvidenceFacts, words: string): DisputeEvidence {
  const [first] = facts.access.filter(({ address }) => address !== null);
  return {
    customerEmail: facts.payerEmail ?? '',
    customerAddress: first?.address ?? '',
    product: wordProduct(facts),
    serviceDate: facts.paidAt.toISOString().slice(0, 10),
    accessLog: logLines(facts).join('\n'),
    refundPolicy: [...refundLines(facts), REFUND_POLICY, ...consentLines(facts)].join('\n'),
    words,
  };
}

/** The same on paper, for whoever answers by hand. Pure: the same facts always give the same sheet. */
export function toPaper(facts: EvidenceFacts, dispute: { id: string; stripeDisputeId: string; reason: string; openedAt: Date }): EvidencePaper {
  const sum = formatMoney(facts.amountMinor, facts.currency);
  return {
    title: 'Evidence',
    number: dispute.stripeDisputeId,
    at: dispute.openedAt,
    operatorName: env().OPERATOR_NAME,
    total: { label: 'Paid', sum },
    lines: facts.things.map((thing) => ({ label: `${thing.creatorName} (@${thing.handle}): ${wordLine(thing)}`, sum: formatMoney(thing.amountMinor, facts.currency) })),
    facts: [
      ['Charge', facts.chargeId], ['Paid on', stamp(facts.paidAt)], ['By', [facts.method, facts.last4 && `ending ${facts.last4}`].filter(Boolean).join(' ') || 'unknown'],
      ['Paid by', facts.payerEmail ?? 'address erased'], ['Receipt mailed', facts.receiptSentAt ? stamp(facts.receiptSentAt) : 'no record kept'],
      ['Disputed on', stamp(dispute.openedAt)], ['Because', dispute.reason.replaceAll('_', ' ')],
    ],
    sections: [
      { title: 'What was bought', lines: [wordProduct(facts)] },
      { title: 'Who was here', lines: logLines(facts) },
      { title: 'Earlier payments by this card', lines: [wordEarlier(facts)] },
      ...(facts.refunds.length > 0 ? [{ title: 'What went back already', lines: refundLines(facts) }] : []),
      { title: 'What was agreed to', lines: [REFUND_POLICY, ...consentLines(facts)] },
    ],
  };
}

function wordProduct({ things, currency, billId }: EvidenceFacts): string {
  const each = things.map((thing) => `${formatMoney(thing.amountMinor, currency)} to ${thing.creatorName} (@${thing.handle}): ${wordLine(thing)}`);
  const how = billId === null ? 'A one-off tip to a creator, paid on the hosted page.' : 'One monthly bill for gifts to creators, each put on the tab by its fan.';
  return [how, ...each].join(' ');
}

function logLines({ access }: EvidenceFacts): string[] {
  if (access.length === 0) return ['No record of addresses is kept of this payment.'];
  return access.map(({ at, what, address, network, device }) => [stamp(at), what, address ?? network, device].filter(Boolean).join(' · '));
}

/** What the payer has back already is not taken back a second time: nothing tells a bank more. */
function refundLines({ refunds, currency }: EvidenceFacts): string[] {
  return refunds.map(({ amountMinor, at }) => `${formatMoney(amountMinor, currency)} of this payment was refunded to the cardholder on ${stamp(at)}.`);
}

function consentLines({ consent }: EvidenceFacts): string[] {
  return consent ? [`Agreed to on ${stamp(consent.acceptedAt)}, version ${consent.version}: ${consent.body}`] : [];
}

function wordEarlier({ earlier: { count, firstAt } }: EvidenceFacts): string {
  if (count === 0 || !firstAt) return 'None that we know of.';
  return `${count} since ${stamp(firstAt)}, none of them disputed or sent back.`;
}

/** As a bank writes it: one zone for all. */
function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
