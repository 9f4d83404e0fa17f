import { sql, type SQL } from 'drizzle-orm';

/** Whose data is asked for; the page is null for who has none. */
export type Subject = { personId: string; email: string; creatorId: string | null };

export type Holding = {
  /** What becomes of it when the account is deleted. */
  onDeletion: 'emptied' | 'removed' | 'kept';
  /** Why it is kept, or what is emptied; it stands on the page that asks. */
  why: string;
  /** The rows that are this person's own, each as one jsonb `row`, without secrets and without others. */
  own: (subject: Subject) => SQL;
};

/** Tables by name, with what of each is somebody's. */
export type Holdings = Record<string, Holding>;

/** Every row of theirs as a fan: their own, and guests' that they joined. */
export const fansOf = (subject: Subject) => sql`select id from fan where person_id = ${subject.personId}`;

/** Every charge of theirs: of direct tips, and of bills. */
export const paymentsOf = (subject: Subject) =>
  sql`select id from payment where person_id = ${subject.personId} or bill_id in (select id from bill where fan_id in (${fansOf(subject)}))`;

/** These columns of these rows, each row as one jsonb. */
export const rowsOf = (columns: SQL, from: SQL) => sql`select to_jsonb(shown) as row from (select ${columns} ${from}) shown`;
