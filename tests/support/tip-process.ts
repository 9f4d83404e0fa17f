import { createInterface } from 'node:readline';
import { closeDb } from '@/db/client';
import { isRefusal } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { startTip } from '@/lib/tips';
import { wishFor } from './tips';

/** What one server is asked for: so many tips for a page, all at once, from one source. */
type Asked = { creatorId: string; times: number; source: { connection: string; browser: string; personId: null; email: null; pass: string | null } };

async function tip({ creatorId, source }: Asked): Promise<string> {
  const payer = { personId: null, connection: source.connection, source };
  try {
    return (await startTip({ key: newId(), creatorId, wish: wishFor(300), now: new Date(), payer })).checkoutUrl;
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

/** A server of its own, as far as tips by card go: a line asks, a line answers with a page or a refusal for each. */
async function main(): Promise<void> {
  for await (const line of createInterface(process.stdin)) {
    const asked: Asked = JSON.parse(line);
    const answers = await Promise.all(Array.from({ length: asked.times }, () => tip(asked)));
    process.stdout.write(`${JSON.stringify(answers)}\n`);
  }
  await closeDb();
  process.exit(0);
}

await main();
