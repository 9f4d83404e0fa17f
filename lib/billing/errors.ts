import { Refusal } from '@/lib/errors';

export class BillNotFound extends Refusal {
  constructor() {
    super('BillNotFound', 'There is no such bill.', { status: 404 });
  }
}

/** There is no such line, or it is somebody else's, which is the same to who asks. */
export class LineNotFound extends Refusal {
  constructor() {
    super('LineNotFound', 'There is no such line, or its bill has not been paid.', { status: 404 });
  }
}

export class BillNotOpen extends Refusal {
  constructor() {
    super('BillNotOpen', 'This bill is not open any more, so nothing can be paid on it. Reload the page to see what became of it.', { status: 409 });
  }
}

export class BillBeingCharged extends Refusal {
  constructor() {
    super('BillBeingCharged', 'This bill is being charged to your card right now. Please look again in a minute; nothing else was charged.', { status: 409 });
  }
}

/** A line is asked for once: who was declined writes to the operator. */
export class WishedAlready extends Refusal {
  constructor() {
    super('WishedAlready', 'You have asked for this line already. Reload the page to see what became of it.', { status: 409 });
  }
}

export class WishWordsTooLong extends Refusal {
  constructor(most: number) {
    super('WishWordsTooLong', `Please keep it under ${most} characters.`, { field: 'words' });
  }
}

/** There is no such wish, it is somebody else's, or it was answered. */
export class WishNotFound extends Refusal {
  constructor() {
    super('WishNotFound', 'Nobody waits for an answer here any more.', { status: 404 });
  }
}

export class WishAnswerNeeded extends Refusal {
  constructor(most: number) {
    super('WishAnswerNeeded', `Please say why, in 3 to ${most} characters: the fan reads it.`, { field: 'words' });
  }
}
