import { Refusal } from '@/lib/errors';

/** What is asked for needs a proof of who one is that is at most 15 minutes old. */
export class StepUpNeeded extends Refusal {
  constructor() {
    super('StepUpNeeded', 'Please prove once more that it is you: your last proof is more than 15 minutes old.', {
      status: 403,
    });
  }
}

/** Nobody is signed in in this browser (any more). */
export class SignInNeeded extends Refusal {
  constructor() {
    super('SignInNeeded', 'You are not signed in any more. Please sign in and try again.', { status: 401 });
  }
}

/** An admin's session that has not shown its second factor. */
export class FactorNeeded extends Refusal {
  constructor() {
    super('FactorNeeded', 'Please show your second factor first.', { status: 403 });
  }
}
