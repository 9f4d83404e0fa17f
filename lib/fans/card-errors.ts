import { Refusal } from '@/lib/errors';

export class CardNotFound extends Refusal {
  constructor() {
    super('CardNotFound', 'There is no such card.', { status: 404 });
  }
}

/** The bank has said that this card will not work again, so nothing should be charged to it. */
export class CardNotGood extends Refusal {
  constructor() {
    super('CardNotGood', 'This card was refused by its bank. Save it again, or another one, and use that.', { status: 409 });
  }
}

/** The only card of somebody who owes or pledges. */
export class CardNeeded extends Refusal {
  constructor() {
    super(
      'CardNeeded',
      'Your tab needs a card while something is owed or pledged. Save another card first, then remove this one.',
      { status: 409 },
    );
  }
}

/** The page that saves a card is over: the card is saved, or its hour has passed. */
export class CardSetupClosed extends Refusal {
  constructor() {
    super('CardSetupClosed', 'This page for saving a card is over. Go back and press the button again to open a new one.', {
      status: 409,
    });
  }
}
