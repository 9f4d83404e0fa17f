import { Refusal } from '@/lib/errors';

/** A file that is not whole, or not one of ours. */
export class BackupBroken extends Refusal {
  constructor(why: string) {
    super('BackupBroken', `This backup cannot be used: ${why}. Nothing was changed.`);
  }
}

/** What is there is never overwritten. */
export class TargetNotEmpty extends Refusal {
  constructor() {
    super('TargetNotEmpty', 'The database is not empty, and a restore never overwrites. Restore into an empty one: set DATABASE_URL to it, or TUPPENCE_DATA to a new folder for the embedded one. Nothing was changed.');
  }
}

/** Tables are made by the migrations that made them then. */
export class OtherVersion extends Refusal {
  constructor() {
    super('OtherVersion', 'This backup was taken with migrations that this code does not have. Check out the version that took it (or a later one), and restore with that. Nothing was changed.');
  }
}

/** Values that PostgreSQL will not have: the file is whole, but not of these tables. */
export class NotMigrated extends Refusal {
  constructor() {
    super('NotMigrated', 'This database has no tables of Tuppence, so there is nothing to back up.');
  }
}
