import { Refusal } from '@/lib/errors';

/** A form that no browser of ours sends: an unknown or doubled field, a file where text belongs. */
export class FormTampered extends Refusal {
  constructor() {
    super('FormTampered', 'This form did not arrive as it was drawn. Please reload the page and try again.', { status: 400 });
  }
}

/** What stands in one field cannot be taken; the sentence says what to do. */
export class FieldRefused extends Refusal {
  constructor(field: string, sentence: string) {
    super('FieldRefused', sentence, { field });
  }
}
