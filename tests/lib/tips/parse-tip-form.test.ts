import { describe, expect, it } from 'vitest';
import { Refusal } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { readForm } from '@/lib/forms';
import { parseTipWish, tipForm } from '@/lib/tips';

const creatorId = newId();

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ creatorId, ...fields })) {
    for (const each of [value].flat()) data.append(name, each);
  }
  return data;
}

function wish(fields: Record<string, string | string[]>) {
  return parseTipWish(readForm(tipForm, form(fields)), 'USD');
}

function refusal(fields: Record<string, string | string[]>): Refusal {
  try {
    wish(fields);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the tip form', () => {
  it('takes a preset or an amount of one’s own', () => {
    expect(wish({ amount: '3' }).amountMinor).toBe(300);
    expect(wish({ amount: 'other', amountOther: '2.50' }).amountMinor).toBe(250);
  });

  it('chooses nothing for the fan: creator only, no fees covered, no tip for the platform', () => {
    expect(wish({ amount: '3' })).toMatchObject({
      visibility: 'creator_only', coversFees: false, platformTipMinor: 0, message: null, displayName: null,
    });
  });

  it.each(['0', '-1', '0.001', '1e9', 'NaN', '１', '1,50', '$', '', '0x10', 'Infinity', '٣'])(
    'refuses the amount %j beside its field',
    (amountOther) => {
      const refused = refusal({ amount: 'other', amountOther });
      expect(refused.field).toBe('amount');
      expect(refused.sentence).toMatch(/\.$/);
    },
  );

  it('refuses a second value of one name, and a name it does not have', () => {
    expect(refusal({ amount: ['3', '1'] }).code).toBe('FormTampered');
    expect(refusal({ amount: '3', platformFeeMinor: '0' }).code).toBe('FormTampered');
    expect(refusal({ amount: '3', currency: 'JPY' }).code).toBe('FormTampered');
    expect(refusal({ amount: '3', visibility: 'everyone' }).code).toBe('FormTampered');
    expect(refusal({ amount: '3', creatorId: 'me' }).code).toBe('FormTampered');
    expect(refusal({ amount: '3', ['__proto__']: 'x' }).code).toBe('FormTampered');
  });

  it('leaves React’s own fields alone', () => {
    expect(wish({ amount: '3', $ACTION_KEY: 'k', '$ACTION_1:0': '{}' }).amountMinor).toBe(300);
  });

  it('keeps a message as text and takes out what nobody typed on purpose', () => {
    expect(wish({ amount: '3', message: ' <b>hi</b>\r\nthere \u0007' }).message).toBe('<b>hi</b>\nthere');
    expect(wish({ amount: '3', message: '\u0000\u0001\u001b\u007f' }).message).toBeNull();
    expect(wish({ amount: '3', message: '\u202Eevil\u2066' }).message).toBe('evil');
    expect(wish({ amount: '3', message: `a${'\u0301'.repeat(200)}` }).message?.length).toBeLessThan(8);
    expect(wish({ amount: '3', message: 'שלום \u200Fעולם' }).message).toContain('שלום');
  });

  it('counts characters as people do, and refuses one too many', () => {
    expect([...(wish({ amount: '3', message: '🎈'.repeat(300) }).message ?? '')]).toHaveLength(300);
    expect(refusal({ amount: '3', message: 'x'.repeat(301) })).toMatchObject({ code: 'MessageTooLong', field: 'message' });
    expect(refusal({ amount: '3', message: 'x'.repeat(100_000) }).code).toBe('MessageTooLong');
    expect(refusal({ amount: '3', name: 'x'.repeat(51) })).toMatchObject({ code: 'NameTooLong', field: 'name' });
  });

  it('keeps a name on one line', () => {
    expect(wish({ amount: '3', name: 'Ada\r\nBcc: x@y.example' }).displayName).toBe('Ada Bcc: x@y.example');
  });
});
