import { eq, inArray } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { operatorSetting } from '@/db/schema';
import { definitions, settingNames, type SettingName, type Settings } from './definitions';

/** When a setting was changed last, and by whom. */
export type SettingChange = { name: SettingName; changedAt: Date; changedBy: string };

/** What one setting is now: what the operator set, or the value that stands in code. */
export async function readSetting<Name extends SettingName>(db: Queryable, name: Name): Promise<Settings[Name]> {
  const [row] = await db.select().from(operatorSetting).where(eq(operatorSetting.name, name));
  return valueOf(name, row);
}

/** All settings in one read. */
export async function readSettings(db: Queryable): Promise<Settings> {
  const rows = await db.select().from(operatorSetting).where(inArray(operatorSetting.name, [...settingNames]));
  const read = <Name extends SettingName>(name: Name) => valueOf(name, rows.find((row) => row.name === name));
  return {
    holdDays: read('holdDays'),
    appealDays: read('appealDays'),
    refundOnWarning: read('refundOnWarning'),
    allowedCountries: read('allowedCountries'),
    tipLimits: read('tipLimits'),
    tabLimits: read('tabLimits'),
    payoutLimits: read('payoutLimits'),
    payoutCostBasisPoints: read('payoutCostBasisPoints'),
    newCreatorReserve: read('newCreatorReserve'),
    imprint: read('imprint'),
    supportAddress: read('supportAddress'),
    riskLevels: read('riskLevels'),
    reviewNote: read('reviewNote'),
  };
}

/** Which settings differ from what we ship, and since when. */
export async function listSettingChanges(db: Queryable): Promise<SettingChange[]> {
  const rows = await db.select().from(operatorSetting).where(inArray(operatorSetting.name, [...settingNames]));
  return settingNames.flatMap((name) => {
    const row = rows.find((candidate) => candidate.name === name);
    return row ? [{ name, changedAt: row.changedAt, changedBy: row.changedBy }] : [];
  });
}

/**
 * A stored value that its shape no longer takes (an older version wrote it) counts as not set: a
 * page with the shipped value is better than none, and the form shows it to be set again.
 */
function valueOf<Name extends SettingName>(name: Name, row: { value: unknown } | undefined): Settings[Name] {
  const { shape, initial }: { shape: { safeParse: (value: unknown) => { success: boolean; data?: unknown } }; initial: unknown } = definitions[name];
  const parsed = row ? shape.safeParse(row.value) : null;
  return (parsed?.success ? parsed.data : initial) as Settings[Name];
}
