import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { operatorSetting } from '@/db/schema';
import { recordAct } from '@/lib/audit';
import { Refusal } from '@/lib/errors';
import { definitions, type SettingName, type Settings } from './definitions';

/** A value that a setting does not take; the sentence says what it wants. */
export class SettingInvalid extends Refusal {
  constructor(name: SettingName, sentence: string) {
    super('SettingInvalid', sentence, { field: name });
  }
}

/**
 * Sets one setting and writes down who did, with what it was before. It holds from the transaction's
 * end on, on every server; what pages remember of it is at most a second old.
 *
 * @throws SettingInvalid
 */
export async function changeSetting<Name extends SettingName>(
  tx: Tx,
  { name, value, actorId }: { name: Name; value: Settings[Name]; actorId: string },
): Promise<void> {
  const parsed = definitions[name].shape.safeParse(value);
  if (!parsed.success) throw new SettingInvalid(name, parsed.error.issues[0]?.message ?? 'This value is not possible here.');
  const [before] = await tx.select().from(operatorSetting).where(eq(operatorSetting.name, name)).for('update');
  const set = { value: parsed.data, changedAt: new Date(), changedBy: actorId };
  await tx.insert(operatorSetting).values({ name, ...set }).onConflictDoUpdate({ target: operatorSetting.name, set });
  await recordAct(tx, {
    actorId,
    action: 'setting.change',
    subjectKind: 'setting',
    subjectId: name,
    detail: { from: before?.value ?? null, to: parsed.data },
  });
}
