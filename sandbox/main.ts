/**
 * The sandbox as a process of its own. Environment: SANDBOX_PORT, SANDBOX_DATA (folder),
 * SANDBOX_KEY, SANDBOX_WEBHOOK_URL with SANDBOX_WEBHOOK_SECRET, the same two with CONNECT_ and THIN_
 * before WEBHOOK, SANDBOX_FEE_DELAY_MS, SANDBOX_DEBIT_DELAY_MS.
 */
import { startSandbox, type SandboxOptions } from './start-sandbox';

const { env } = process;

const options: SandboxOptions = {
  port: number('SANDBOX_PORT') ?? 0,
  dataFolder: env['SANDBOX_DATA'] ?? null,
  ...(env['SANDBOX_KEY'] ? { key: env['SANDBOX_KEY'] } : {}),
  ...(env['SANDBOX_WEBHOOK_URL'] ? { webhookUrl: env['SANDBOX_WEBHOOK_URL'] } : {}),
  ...(env['SANDBOX_WEBHOOK_SECRET'] ? { webhookSecret: env['SANDBOX_WEBHOOK_SECRET'] } : {}),
  ...(env['SANDBOX_CONNECT_WEBHOOK_URL'] ? { connectWebhookUrl: env['SANDBOX_CONNECT_WEBHOOK_URL'] } : {}),
  ...(env['SANDBOX_CONNECT_WEBHOOK_SECRET'] ? { connectWebhookSecret: env['SANDBOX_CONNECT_WEBHOOK_SECRET'] } : {}),
  ...(env['SANDBOX_THIN_WEBHOOK_URL'] ? { thinWebhookUrl: env['SANDBOX_THIN_WEBHOOK_URL'] } : {}),
  ...(env['SANDBOX_THIN_WEBHOOK_SECRET'] ? { thinWebhookSecret: env['SANDBOX_THIN_WEBHOOK_SECRET'] } : {}),
  ...given('feeDelayMs', number('SANDBOX_FEE_DELAY_MS')),
  ...given('debitDelayMs', number('SANDBOX_DEBIT_DELAY_MS')),
};

const sandbox = await startSandbox(options);
console.log(JSON.stringify({ event: 'sandbox.listening', url: sandbox.url }));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    sandbox.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error('sandbox: could not stop cleanly', error);
        process.exit(1);
      },
    );
  });
}

function number(name: string): number | null {
  const text = env[name];
  if (text === undefined || text === '') return null;
  if (!/^\d+$/.test(text)) throw new Error(`${name} must be a whole number`);
  return Number(text);
}

function given<Name extends string>(name: Name, value: number | null): { [Key in Name]?: number } {
  const options: { [Key in Name]?: number } = {};
  return value === null ? options : { ...options, [name]: value };
}
