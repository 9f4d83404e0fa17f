import { Refusal } from '@/lib/errors';

/** A payment of theirs is disputed, or looks like fraud: nothing more is risked meanwhile. */
export class FanFrozen extends Refusal {
  constructor() {
    super(
      'FanFrozen',
      'Your tab is paused by us, because a bank has questions about one of your payments. Nothing was added. Account → Tab says what you can do.',
      { status: 409 },
    );
  }
}
