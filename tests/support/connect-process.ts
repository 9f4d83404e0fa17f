import { dieAtStep } from './die-at-step';

// `connect-process <creator> <step>`: connects a payout account as
// a server does and ends with SIGKILL before its `step`th statement, request or answer; 0 lives. At the
// end it says how many steps there were.

const [creatorId = '', step = '0'] = process.argv.slice(2);
const steps = dieAtStep(Number(step));

const { openOnboarding } = await import('@/lib/payout-accounts');
await openOnboarding(creatorId, new Date());
process.stdout.write(`${steps()}\n`, () => process.exit(0));
