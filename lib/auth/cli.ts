import { closeDb } from '@/db/client';
import { isRefusal } from '@/lib/errors';
import { grantAdmin } from './grant-admin';

/** `npm run admin:grant <email>` */
async function main([email, ...rest]: string[]): Promise<void> {
  if (!email || rest.length > 0) throw new Error('npm run admin:grant <email>   makes an admin of whoever has this address');
  const granted = await grantAdmin(email);
  console.log(`${granted.email} is an admin now. Sign in with this address and set up the second factor at once: until then /admin stays closed.`);
}

main(process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(isRefusal(error) ? error.sentence : error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(closeDb);
