import type { Who } from '@/app/gate';

/** What a door asks before anything else runs. */
export type Access = {
  who: Who;
  /** Asks for a proof of the last 15 minutes. */
  stepUp?: true;
  /** A POST that other programs may send, such as a mail program's one-click unsubscribe. */
  fromAnywhere?: true;
};

/**
 * Every server action and route handler of the house, and who may use it. access.test.ts finds them
 * in the sources and tries each as every role: what is missing here, or asks for somebody else than
 * stands here, fails.
 */
export const accessTable: Record<string, Access> = {
  'account.agree': { who: 'person' },
  'account.bill_pdf': { who: 'person' },
  'account.delete': { who: 'person', stepUp: true },
  'account.email_agree': { who: 'anyone' },
  'account.email_ask': { who: 'person', stepUp: true },
  'account.email_cancel': { who: 'person' },
  'account.email_refuse': { who: 'anyone' },
  'account.export': { who: 'person', stepUp: true },
  'account.export_page': { who: 'person' },
  'account.profile': { who: 'person' },
  'account.receipt_pdf': { who: 'person' },
  'account.session_end': { who: 'person' },
  'account.sessions_end': { who: 'person' },
  'account.year_csv': { who: 'person' },
  'address.show': { who: 'admin' },
  'bill.pay': { who: 'anyone' },
  'bill.pdf': { who: 'anyone' },
  'creator.lift': { who: 'admin', stepUp: true },
  'creator.suspend': { who: 'admin', stepUp: true },
  'event.replay': { who: 'admin' },
  'factor.begin': { who: 'person', stepUp: true },
  'factor.codes': { who: 'person', stepUp: true },
  'factor.confirm': { who: 'person' },
  'factor.kept': { who: 'person' },
  'factor.remove': { who: 'person', stepUp: true },
  'factor.show': { who: 'anyone' },
  'fee.announce': { who: 'admin', stepUp: true },
  'handle.ask': { who: 'person' },
  'job.run': { who: 'admin' },
  'legal.publish': { who: 'admin', stepUp: true },
  'mailbox.html': { who: 'anyone' },
  'media.open': { who: 'anyone' },
  'page.currency': { who: 'creator' },
  'page.edit': { who: 'creator' },
  'page.goal': { who: 'creator' },
  'page.goal.end': { who: 'creator' },
  'page.open': { who: 'person' },
  'page.picture': { who: 'creator' },
  'page.picture.remove': { who: 'creator' },
  'page.publish': { who: 'creator' },
  'page.rename': { who: 'creator' },
  'payment.refund': { who: 'admin', stepUp: true },
  'person.lift': { who: 'admin', stepUp: true },
  'person.suspend': { who: 'admin', stepUp: true },
  'receipt.pdf': { who: 'anyone' },
  'setting.contact': { who: 'admin', stepUp: true },
  'setting.countries': { who: 'admin', stepUp: true },
  'setting.hold': { who: 'admin', stepUp: true },
  'setting.imprint': { who: 'admin', stepUp: true },
  'setting.limits': { who: 'admin', stepUp: true },
  'signin.again': { who: 'person' },
  'signin.ask': { who: 'anyone' },
  'signin.callback': { who: 'anyone' },
  'signin.link': { who: 'anyone' },
  'signin.out': { who: 'anyone' },
  'signin.provider': { who: 'anyone' },
  'tip.confirm': { who: 'anyone' },
  'tip.refund': { who: 'creator' },
  'tip.start': { who: 'anyone' },
  'tips.csv': { who: 'creator' },
  'tips.mail': { who: 'creator' },
  'tips.mail.one_click': { who: 'anyone', fromAnywhere: true },
  'tips.mail.page': { who: 'anyone' },
  'tips.mail.stop': { who: 'anyone' },
};
