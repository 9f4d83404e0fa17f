import { z } from 'zod';
import { Refusal } from '@/lib/errors';
import type { Currency } from '@/lib/money';
import { parseAmount } from '@/lib/money';
import { MessageTooLong, NameTooLong } from './errors';
import { MESSAGE_MAX_CHARACTERS, NAME_MAX_CHARACTERS, tipWays, visibilities, type Visibility } from './input';

/** A tip as a person asked for it; the price rules and the creator are not looked at yet. */
export type TipWish = {
  amountMinor: number;
  platformTipMinor: number;
  coversFees: boolean;
  message: string | null;
  displayName: string | null;
  visibility: Visibility;
};

const text = z.string().max(200_000);

/**
 * The posted tip form. The currency is not among the fields: it is the creator's, read from the
 * database. Amounts and words are texts here; `parseTipWish` says what is wrong with them.
 */
export const tipForm = z.strictObject({
  creatorId: z.uuid(),
  /** By card now, or on the tab of whoever is signed in. */
  way: z.enum(tipWays).default('card'),
  /** Minted by the form's script; without JavaScript a draft's id takes its place. */
  key: z.uuid().optional(),
  amount: text.default(''),
  amountOther: text.default(''),
  /** Says yes to how a tab in this currency is charged, where that was not agreed to before. */
  agree: z.literal('on').optional(),
  platformTip: text.default(''),
  coverFees: z.literal('on').optional(),
  message: text.default(''),
  name: text.default(''),
  visibility: z.enum(visibilities).default('creator_only'),
});
export type TipForm = z.infer<typeof tipForm>;

/**
 * Turns the texts of the form into amounts, message and name. On a tab there are no fees to cover and
 * no tip for the platform: the form hides both, so whatever stands in them is not looked at.
 *
 * @param currency the creator's
 * @throws AmountInvalid (field `amount` or `platformTip`), MessageTooLong, NameTooLong
 */
export function parseTipWish(form: TipForm, currency: Currency): TipWish {
  const onTab = form.way === 'tab';
  const amount = form.amount === 'other' || form.amount === '' ? form.amountOther : form.amount;
  return {
    amountMinor: inField('amount', () => parseAmount(amount, currency)),
    platformTipMinor: onTab || form.platformTip.trim() === '' ? 0 : inField('platformTip', () => parseAmount(form.platformTip, currency)),
    coversFees: !onTab && form.coverFees === 'on',
    message: parseMessage(form.message),
    displayName: parseName(form.name),
    visibility: form.visibility,
  };
}

function parseMessage(typed: string): string | null {
  const clean = cleanText(typed, { lines: true });
  const characters = [...clean].length;
  if (characters > MESSAGE_MAX_CHARACTERS) throw new MessageTooLong(characters, MESSAGE_MAX_CHARACTERS);
  return clean === '' ? null : clean;
}

function parseName(typed: string): string | null {
  const clean = cleanText(typed, { lines: false });
  if ([...clean].length > NAME_MAX_CHARACTERS) throw new NameTooLong(NAME_MAX_CHARACTERS);
  return clean === '' ? null : clean;
}

/**
 * Text as people mean it: NFC, no control characters, no bidirectional overrides (they could make
 * the rest of a page read backwards; marks that Hebrew or Arabic really need stay), no stacks of
 * combining marks, white space folded.
 */
function cleanText(typed: string, options: { lines: boolean }): string {
  const lines = typed.normalize('NFC').replace(/\r\n?/g, '\n').split('\n');
  const kept = lines.map((line) =>
    line
      .replace(/[\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
      .replace(/(?!\t)\p{Cc}/gu, '')
      .replace(/(\p{M}{4})\p{M}+/gu, '$1')
      .replace(/[^\S\n]+/gu, ' ')
      .trim(),
  );
  return kept
    .join(options.lines ? '\n' : ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function inField(field: 'amount' | 'platformTip', parse: () => number): number {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, error.sentence, { status: error.status, field });
  }
}
