import { Refusal } from '@/lib/errors';

export class DisputeNotFound extends Refusal {
  constructor() {
    super('DisputeNotFound', 'There is no such dispute.', { status: 404 });
  }
}

/** A dispute is answered once; its bank decides what comes next. */
export class DisputeAnswered extends Refusal {
  constructor() {
    super('DisputeAnswered', 'This dispute has its answer already, or its bank has decided. Nothing was sent.', { status: 409 });
  }
}

/** Whose money is disputed does not decide about it. */
export class OwnDispute extends Refusal {
  constructor() {
    super('OwnDispute', 'This is about your own payment or page. Another admin has to decide.', { status: 403 });
  }
}

export class WordsTooLong extends Refusal {
  constructor(most: number) {
    super('WordsTooLong', `Please keep it under ${most} characters: the bank reads no more.`, { field: 'words' });
  }
}

/** Nothing freezes this fan. */
export class NotFrozen extends Refusal {
  constructor() {
    super('NotFrozen', 'Nothing freezes this fan any more.', { status: 409 });
  }
}

export class WarningNotFound extends Refusal {
  constructor() {
    super('WarningNotFound', 'There is no such warning.', { status: 404 });
  }
}

/** Whoever reads the log later wants to know why. */
export class DecisionReasonNeeded extends Refusal {
  constructor() {
    super('DecisionReasonNeeded', 'Please write why, in 3 to 500 characters. It is kept in the audit log.', { field: 'reason' });
  }
}
