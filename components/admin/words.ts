/** What states, jobs, acts and kinds are called on the admin's pages. */

export type Tone = 'good' | 'wait' | 'bad' | 'quiet';

const STATES: Record<string, readonly [Tone, string]> = {
  created: ['quiet', 'Started'],
  open: ['quiet', 'Open'],
  processing: ['wait', 'On its way'],
  due: ['wait', 'To be charged'],
  failing: ['bad', 'Refused, waiting'],
  paid: ['good', 'Paid'],
  written_off: ['bad', 'Written off'],
  void: ['quiet', 'Void'],
  billed: ['wait', 'On this bill'],
  collected: ['good', 'Collected'],
  dropped: ['quiet', 'Dropped'],
  succeeded: ['good', 'Collected'],
  failed: ['bad', 'Failed'],
  expired: ['quiet', 'Expired'],
  refunded: ['wait', 'Refunded'],
  asked: ['wait', 'Asked'],
  pending: ['wait', 'At Stripe'],
  active: ['good', 'Active'],
  new: ['wait', 'Being made'],
  onboarding: ['wait', 'Being connected'],
  restricted: ['bad', 'Stopped'],
  suspended: ['bad', 'Suspended'],
  unpublished: ['quiet', 'Unpublished'],
  deleted: ['quiet', 'Deleted'],
  waiting: ['wait', 'Waiting'],
  dismissed: ['quiet', 'Dismissed'],
  upheld: ['bad', 'Page suspended'],
  kept: ['bad', 'Refused'],
  lifted: ['good', 'Granted'],
  moot: ['quiet', 'Moot'],
  needs_response: ['bad', 'Needs an answer'],
  under_review: ['wait', 'At the bank'],
  won: ['good', 'Won'],
  lost: ['bad', 'Lost'],
  warning_needs_response: ['bad', 'Inquiry'],
  warning_under_review: ['wait', 'Inquiry answered'],
  warning_closed: ['quiet', 'Inquiry closed'],
  disputed: ['bad', 'Disputed'],
  parked: ['bad', 'Parked'],
  done: ['good', 'Done'],
  ignored: ['quiet', 'Ignored'],
};

/** The tone and the word of a state that stands in a row. */
export function stateWords(state: string): { tone: Tone; label: string } {
  const [tone, label] = STATES[state] ?? ['quiet', state];
  return { tone, label };
}

const JOBS: Record<string, string> = {
  billing: 'Makes the bills of the evening and charges them',
  dunning: 'Tries refused bills again and gives up the oldest',
  notices: 'Mails coming bills, new pledges, bills about to be given up, and to admins which payouts wait too long',
  inbox: 'Works through events of Stripe',
  outbox: 'Sends mail',
  refunds: 'Carries refunds, and answers to disputes, to Stripe',
  reconcile: 'Compares Stripe’s record with our books, both ways',
  release: 'Frees money whose hold is over',
  payouts: 'Asks for payouts that are due, makes approved transfers, follows them to their banks',
  defence: 'Closes card pages of who tests stolen cards',
  tidings: 'Tells creators of the day’s tips',
  upkeep: 'Clears what has had its day',
  verify: 'Checks every invariant of the ledger',
};

export function jobWords(name: string): string {
  return JOBS[name] ?? 'Runs in the background';
}

const ACTS: Record<string, string> = {
  'person.look': 'opened a person',
  'person.show_address': 'saw an address',
  'person.search': 'looked for a person',
  'person.suspend': 'suspended a person',
  'person.lift': 'let a person in again',
  'person.delete': 'deleted an account',
  'admin.grant': 'made a person an admin',
  'payment.look': 'opened a payment',
  'payment.show_address': 'saw a payer’s address',
  'payment.refund': 'refunded a payment',
  'bill.refund': 'refunded lines of a bill',
  'line.refund': 'refunded a line of a bill',
  'tip.refund': 'refunded a tip',
  'wish.decline': 'declined to give a line back',
  'creator.look': 'opened a creator',
  'creator.suspend': 'suspended a page',
  'creator.lift': 'opened a page again',
  'debt.give_up': 'gave up a debt',
  'report.look': 'opened the reports of a page',
  'report.note': 'wrote a note about a page',
  'report.dismiss': 'dismissed reports',
  'report.uphold': 'suspended a page after reports',
  'money.release': 'released frozen money',
  'money.give_back': 'had frozen money given back',
  'charges.resume': 'let charges go on',
  'appeal.lift': 'granted an appeal',
  'appeal.keep': 'refused an appeal',
  'payout.look': 'opened a payout',
  'payout.evidence': 'read the evidence of a payout',
  'payout.take_up': 'took up a payout',
  'payout.approve': 'approved a payout',
  'payout.hold': 'put a payout on hold',
  'payout.resume': 'took a payout off hold',
  'reconcile.record': 'recorded a charge that the books did not know',
  'reconcile.give_back': 'gave back a charge that the books did not know',
  'payout.recovered': 'found at Stripe a payout that left before the books were restored',
  'payout.approval_lapsed': 'put a payout back into the queue, because who approved it is no admin any more',
  'payout.deny': 'denied a payout',
  'payout.cancel': 'cancelled a payout',
  'payout.schedule': 'changed when payouts are asked for',
  'payout.note': 'wrote a note about a payout',
  'dispute.look': 'opened a dispute',
  'dispute.accept': 'accepted a dispute',
  'dispute.counter': 'countered a dispute',
  'warning.refund': 'sent back a payment that was warned of',
  'fan.thaw': 'lifted the freeze of a tab',
  'defence.lift': 'lifted a limit against card testing',
  'setting.change': 'changed a setting',
  'audit.export': 'took the audit log along',
  'legal.publish': 'published a legal text',
  'fee.announce': 'announced a fee',
  'job.run': 'ran a job',
  'bill.look': 'opened a bill',
  'bill.retry': 'had a bill tried again',
  'event.replay': 'replayed an event',
  'reconcile.book': 'booked a difference',
  'reconcile.settle': 'settled a foreign charge',
};

/** The acts that the log's filter offers; others stand under their own name. */
export const actNames = Object.keys(ACTS);

export function actWords(action: string): string {
  return ACTS[action] ?? action.replaceAll(/[._]/g, ' ');
}

/** `creator_held` → `creator held`: the chart's own words, with spaces. */
export function kindWords(kind: string): string {
  return kind.replaceAll('_', ' ');
}

/** `not_in_ledger` → `Not in ledger`. */
export function sentenceWords(text: string): string {
  const words = text.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
