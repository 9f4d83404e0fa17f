import { inTransaction } from '@/db/client';
import { changeSetting, type SettingName, type Settings } from '@/lib/settings';
import { publishLegalText, type LegalDocument } from '@/lib/legal';

/**
 * Sets one of the operator's settings.
 *
 * @throws SettingInvalid
 */
export async function setOperatorValue<Name extends SettingName>(actorId: string, name: Name, value: Settings[Name]): Promise<void> {
  await inTransaction((tx) => changeSetting(tx, { name, value, actorId }));
}

/**
 * Publishes a legal text and answers its version.
 *
 * @throws LegalTextEmpty, LegalTextTooLong, LegalTextIsDraft
 */
export async function publishText(actorId: string, document: LegalDocument, body: string): Promise<number> {
  return inTransaction((tx) => publishLegalText(tx, { document, body, actorId }));
}
