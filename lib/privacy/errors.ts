import { Refusal } from '@/lib/errors';

export class NotSettled extends Refusal {
  constructor(obstacles: string[]) {
    super('NotSettled', `First this must be settled: ${obstacles.join(' ')}`, { status: 409 });
  }
}

export class DeletionNotConfirmed extends Refusal {
  constructor(word: string) {
    super('DeletionNotConfirmed', `Please type “${word}” exactly, so that this happens to nobody by accident.`, { field: 'confirm' });
  }
}
