import { openThrowawayPostgres } from '../support/cluster';
const p = await openThrowawayPostgres();
process.env.DATABASE_URL = p.url;
try { await import('./run'); } finally { await p.stop(); }
