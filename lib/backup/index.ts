export { writeBackup } from './write-backup';
export type { Written } from './write-backup';
export { checkBackup } from './check-backup';
export { restoreBackup } from './restore-backup';
export type { Restored } from './restore-backup';
export { BackupBroken, NotMigrated, OtherVersion, TargetNotEmpty } from './errors';
