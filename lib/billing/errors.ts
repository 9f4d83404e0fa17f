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
