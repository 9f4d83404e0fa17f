import { sql, type AnyColumn, type SQL } from 'drizzle-orm';
import type { StoredPicture } from '@/lib/media';

/** An uploaded picture beside its page, as one value: null when the drawing stands for it. */
export function pictureBeside(column: AnyColumn): SQL<StoredPicture | null> {
  return sql<StoredPicture | null>`(select json_build_object('key', m.key, 'widths', m.widths) from media m where m.id = ${column})`;
}
