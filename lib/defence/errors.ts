import { Refusal } from '@/lib/errors';
import { CHALLENGE_NEEDED } from './input';

/** Some cards were refused: a little time between two pages. */
export class PleaseWait extends Refusal {
  constructor(readonly retryAfterSeconds: number) {
    super('PleaseWait', 'Some cards were refused just now. Please wait half a minute and press again.', { status: 429 });
  }
}

/** A page opens after a proof of work, or after a minute for browsers without scripts. */
export class ChallengeNeeded extends Refusal {
  constructor() {
    super(
      CHALLENGE_NEEDED,
      'Many cards were refused here lately: somebody may be trying stolen ones. So your browser does a short calculation first, and then goes on by itself. If nothing happens, wait one minute and press again.',
      { status: 429 },
    );
  }
}

/** Too many cards were refused from one place: none can be typed from there for a while. */
export class CardsBlocked extends Refusal {
  constructor(readonly until: Date) {
    super('CardsBlocked', `Too many cards were refused from here, so no card page opens for ${inWords(until)}. Nothing was charged. If it was your own card, your bank can say why.`, { status: 429 });
  }
}

/** Somebody tries many cards on one page, so it takes cards only from those who are signed in. */
export class PageRests extends Refusal {
  constructor(readonly until: Date) {
    super('PageRests', `Somebody is trying stolen cards on this page, so it takes cards only from people who are signed in, for ${inWords(until)}. Sign in, and you can go on at once.`, { status: 429 });
  }
}

export class ProofInvalid extends Refusal {
  constructor() {
    super('ProofInvalid', 'This proof is not right, is too old, or was used already. Please ask for another one.', { status: 400 });
  }
}

export class MeasureNotFound extends Refusal {
  constructor() {
    super('MeasureNotFound', 'This is over already, or was lifted by somebody else.', { status: 404 });
  }
}

/** In whole minutes or hours, never fewer than it takes. */
function inWords(until: Date): string {
  const minutes = Math.max(1, Math.ceil((until.getTime() - Date.now()) / 60_000));
  if (minutes < 90) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return `${Math.ceil(minutes / 60)} hours`;
}
