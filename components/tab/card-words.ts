const BRANDS: Record<string, string> = {
  visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express', discover: 'Discover', diners: 'Diners Club', jcb: 'JCB', unionpay: 'UnionPay',
};

type Card = { brand: string; last4: string };

/** A card as people name it: `Visa ending 4242`. */
export function nameCard({ brand, last4 }: Card): string {
  return `${BRANDS[brand] ?? 'Card'} ending ${last4}`;
}

/** The same in a sentence: `your Visa ending 4242`. */
export function cardInWords(card: Card): string {
  return `your ${card.brand in BRANDS ? '' : 'card '}${nameCard(card).replace(/^Card /, '')}`;
}
