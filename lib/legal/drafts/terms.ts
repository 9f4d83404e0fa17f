import type { Operator } from '../operator';

/** The terms as we ship them: version 0, to be read by a lawyer before anybody pays in earnest. */
export function draftTerms(operator: Operator): string {
  return `
**Draft: have a lawyer read this.** It is written by the makers of the software, who are no lawyers and do not know where you are.

## Who we are

This site lets people give money to creators. It is run by ${operator.name}${operator.country && ` in ${operator.country}`} (“we”). How to reach us stands in the [imprint](/imprint). The law of the place where we are applies, and the rights that the law of your own home gives you as a consumer stay yours.

## Who may use it

You must be 18 or older. You may give without an account. To have an account you need a mail address that is yours; keep its mailbox safe, because who can read it can sign in. One person, one account.

## Giving

- A tip is a gift of money to a creator. It is not a purchase, and creators owe nothing for it beyond what their page promises.
- Before you pay you see what you pay, what the payment company takes, what we take, and what the creator receives. The figure of the payment company is an estimate until it books the payment; your receipt then shows the actual cents.
- A pledge is a gift each month, until you pause or cancel it. Pledges and small tips stand on your tab and are charged together to the card that you saved, once a month on your billing day or when your limit is reached; three days before, a mail lists what is on the bill. You can change, pause or cancel in your account at any time; what you have then stays open to the end of what is paid. If a bill cannot be charged, we try again and tell you how to pay it; after three weeks it is given up and what it opened closes.
- Payment happens on the pages of our payment company, Stripe. We never see your card.
- Paid by mistake, or not by you? Write to the creator or to us soon after. A refund goes back the way you paid. If you ask your bank instead, the bank decides.

## Being a creator

- You need a page of your own that says what supporters get or shows your work, and you must live in a country on our list.
- Everything you show must be yours to show. No hate, no threats, no deceit, no sexual content with or for minors, nothing that the law forbids, and nothing that our payment company forbids.
- Money that people give you is collected by us in your name, held for some days in case a payment is taken back, and then yours to have paid out. Your dashboard shows each step and each fee.
- If a payment is refunded or disputed, its amount is taken from what you have here; the payment company keeps its fee. If you have too little, you owe the rest.
- You are responsible for your own taxes and for answering your supporters.
- When we change our fee, you read it at least 30 days before it applies.

## What we may do

We may close a page or an account that breaks these terms or puts others at risk, and hold its money while we look into it. We tell you why, unless the law forbids it. If your page is closed, your dashboard says until when you can appeal, and another person than the one who closed it decides. You may also write to us if you disagree, and a person will read it. We try to keep this site running, but it can fail; for damage that we did not cause on purpose or by gross carelessness we answer only where the law says that we must.

## Leaving

You can delete your account at any time in your account. What stays and why is said there, and in the [privacy notice](/privacy).

## When these terms change

A new version is shown here with its date. If you have an account we ask you to agree before your next act that needs it. If you do not agree, you can leave with what is yours.
`.trim();
}
