import type { Operator } from '../operator';

/** The privacy notice as we ship it: version 0. It says what the software does; the operator adds what they do. */
export function draftPrivacy(operator: Operator): string {
  return `
**Draft: have a lawyer read this.** It says truthfully what the software stores. What you do beside it (other tools, backups, people who work for you) is yours to add.

## Who is responsible

${operator.name}${operator.country && `, ${operator.country}`}. The full address stands in the [imprint](/imprint).${operator.email && ` Questions about your data: ${operator.email}.`}

## What we store, and why

- **When you give.** The amount, the day, the creator, your message and name if you typed them, and the mail address that you gave to the payment company, so that we can send the receipt. Without it there would be no gift (contract), and the books must be kept (law).
- **When you have an account.** Your mail address, the name you chose, your language and time zone, and which version of our terms you agreed to.
- **When you keep a tab.** What you pledge and what is on your tab, each bill, your billing day, and of your card its brand, its last four digits, its expiry and country, as the payment company tells them; never its number. Also the words by which you agreed to be charged, with their day: card networks and the law want that kept. A guest's address waits at most seven days for the mailed link to be opened.
- **When you sign in.** For each browser: when, what kind of browser, and the first part of its network address, so that you can recognise a session that is not yours. Links to sign in live 10 minutes and are stored only as a hash.
- **When you have a page.** What you show on it, and what was given to you.
- **When you report a page.** What you wrote, and the mail address for an answer if you gave one; it is erased 90 days after the decision. Whose page it is never learns who you are.
- **When you tip, pledge, save a card, pay a bill by hand or sign in.** The network address and the kind of browser, because a bank asks for them when a payment is disputed, and because they show who gives to themselves. The whole address is erased after 180 days, its first part and the kind of browser stay.
- **To keep others out.** Counters of attempts and of refused cards, stored as hashes that name nobody, for 30 days.

We do not measure what you read, show no advertisements, and load nothing from other companies into these pages. The only cookies are those that sign you in and keep you signed in, and, when you go to a page where a card is typed, one for a day that tells your browser from others behind the same address, and one for an hour with the proof that we may ask for when somebody tries stolen cards. That is why no banner asks you.

## Who sees what

- **Everybody** sees a name, a message and an amount only if you chose “public” for that gift.
- **The creator** sees your message, your pledge and since when, and your name unless you chose “anonymous”. Never your mail address, card or bank.
- **We** see your gifts and your mail address when we must answer you or look into fraud. Each such look is written down.
- **Stripe**, our payment company, sees what you type on its pages and keeps it under its own notice. The company that carries our mail sees your mail address.

## How long

- Your account, until you delete it. Your gifts' amounts, days and receipts' numbers stay in the books for as long as the law asks for (often ten years); after deletion they lead to nobody.
- Sessions: 30 days. Sent mail and notices of the payment company: 30 days. Unfinished gifts: one day.
- The record of what administrators did: as long as the books.

## Your rights

In your account you can see and correct your data, take all of it with you as a file, and delete it. You may also object, ask us to restrict what we do, and complain to the authority for data protection where you live. Write to us if you cannot sign in.

## When this changes

A new version is shown here with its date, and who has an account is told before it matters.
`.trim();
}
