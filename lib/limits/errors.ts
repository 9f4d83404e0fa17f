import { Refusal } from '@/lib/errors';

/** Somebody did one thing too often; says when it works again. */
export class TooManyAttempts extends Refusal {
  constructor(readonly retryAfterSeconds: number) {
    super('TooManyAttempts', `That was tried too often. Please wait ${inWords(retryAfterSeconds)} and try again.`, {
      status: 429,
    });
  }
}

function inWords(seconds: number): string {
  if (seconds < 90) return 'a minute';
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return `${minutes} minutes`;
  return `${Math.ceil(minutes / 60)} hours`;
}
