import { Refusal } from '@/lib/errors';

/** What an admin approves must be what they saw. */
export class ScoreChanged extends Refusal {
  constructor(before: number, now: number) {
    super('ScoreChanged', `What you saw has changed: the score of this payout was ${before} when you looked, and is ${now} now. Look again, then decide.`, { status: 409 });
  }
}

/** Whoever lets a payout go that the score says to stop writes down why. */
export class WhyNeeded extends Refusal {
  constructor() {
    super('WhyNeeded', 'The score says to stop. Write why it may go all the same, in 3 to 500 characters.', { field: 'why' });
  }
}

export class NothingChosen extends Refusal {
  constructor() {
    super('NothingChosen', 'Choose at least one payout.', { status: 422 });
  }
}
