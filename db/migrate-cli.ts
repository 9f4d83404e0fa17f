import { migrate } from './migrate';

/** `node --import tsx db/migrate-cli.ts`: brings the database to the newest migration and ends. */
const url = process.env.MIGRATION_DATABASE_URL ?? process.env.DATABASE_URL;
if (!url) throw new Error('Environment: missing or wrong: DATABASE_URL');
await migrate(url);
