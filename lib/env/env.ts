import { z } from 'zod';

const url = z.url();
const secret = z.string().min(32, 'must be at least 32 characters');

const environment = z.object({
  DATABASE_URL: z.string().min(1),
  MIGRATION_DATABASE_URL: z.string().min(1).optional(),
  APP_URL: url,
  AUTH_SECRET: secret,
  STRIPE_SECRET_KEY: z.string().min(1),
  /** The secrets of our three webhook endpoints; an empty one closes its door. */
  STRIPE_WEBHOOK_SECRET: z.string().default(''),
  STRIPE_CONNECT_WEBHOOK_SECRET: z.string().default(''),
  STRIPE_THIN_WEBHOOK_SECRET: z.string().default(''),
  STRIPE_API_BASE: url.optional(),
  SMTP_URL: url.optional(),
  MAIL_FROM: z.string().min(3).default('Tuppence <receipts@tuppence.example>'),
  OPERATOR_NAME: z.string().min(1).default('Tuppence'),
  /** What the operator's Stripe account offers: card, sepa_debit, paypal, with commas. */
  PAYMENT_METHODS: z.string().default('card'),
  /** Where uploaded pictures lie, unless an S3-compatible store is given below. */
  MEDIA_DIR: z.string().min(1).default('.data/media'),
  S3_ENDPOINT: url.optional(),
  S3_BUCKET: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,62}$/).optional(),
  S3_REGION: z.string().min(1).default('auto'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  /** Proxies of the operator's own in front of this server; each appends to X-Forwarded-For. */
  TRUSTED_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  GOOGLE_ID: z.string().min(1).optional(),
  GOOGLE_SECRET: z.string().min(1).optional(),
  GITHUB_ID: z.string().min(1).optional(),
  GITHUB_SECRET: z.string().min(1).optional(),
  /** It would make next-auth believe a request's own word about our address. */
  AUTH_TRUST_HOST: z.undefined().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  TUPPENCE_SANDBOX: z.enum(['on', 'off']).default('off'),
});

export type Env = z.infer<typeof environment> & {
  /** Whether the sandbox, its mailbox and the demo people exist (DESIGN.md 6). */
  sandbox: boolean;
  /** The S3-compatible store for pictures, when one is given whole. */
  s3: S3Settings | null;
};

type S3Settings = { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string };

let current: Env | null = null;

/**
 * The environment, parsed once and whole.
 *
 * @throws Error that names every variable that is missing or wrong, never its value
 */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/**
 * Checks an environment and decides whether this process may play sandbox: only when it was asked
 * to, on a loopback `APP_URL`, with a loopback Stripe base and a test key. Every other process
 * needs a key without a base, SMTP and an https `APP_URL`, or it does not boot.
 *
 * @throws Error that names the variables, never their values
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = environment.safeParse(dropEmpty(source));
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
    throw new Error(`Environment: missing or wrong: ${names.join(', ')}`);
  }
  const wrong = [
    ...(parsed.data.TUPPENCE_SANDBOX === 'on' ? sandboxFaults(parsed.data) : realFaults(parsed.data)),
    ...s3Faults(parsed.data),
    ...signInFaults(parsed.data),
  ];
  if (wrong.length > 0) throw new Error(`Environment: ${wrong.join('; ')}`);
  return { ...parsed.data, sandbox: parsed.data.TUPPENCE_SANDBOX === 'on', s3: s3Of(parsed.data) };
}

/** Whether a host name (without port) is this machine itself. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

function sandboxFaults(parsed: z.infer<typeof environment>): string[] {
  const faults: string[] = [];
  if (!isLoopbackHost(new URL(parsed.APP_URL).hostname)) faults.push('the sandbox needs a loopback APP_URL');
  if (!parsed.STRIPE_API_BASE) faults.push('the sandbox needs STRIPE_API_BASE');
  else if (!isLoopbackHost(new URL(parsed.STRIPE_API_BASE).hostname)) faults.push('STRIPE_API_BASE must be loopback');
  if (!/^(sk|rk)_test_/.test(parsed.STRIPE_SECRET_KEY)) faults.push('the sandbox refuses a live STRIPE_SECRET_KEY');
  return faults;
}

function realFaults(parsed: z.infer<typeof environment>): string[] {
  const faults: string[] = [];
  if (parsed.STRIPE_API_BASE) faults.push('STRIPE_API_BASE is only for the sandbox');
  if (!parsed.STRIPE_WEBHOOK_SECRET) faults.push('STRIPE_WEBHOOK_SECRET is required');
  if (!parsed.SMTP_URL) faults.push('SMTP_URL is required');
  const app = new URL(parsed.APP_URL);
  if (app.protocol !== 'https:' && !isLoopbackHost(app.hostname)) faults.push('APP_URL must be https');
  return faults;
}

/** Half a pair would show a button that leads nowhere. */
function signInFaults(parsed: z.infer<typeof environment>): string[] {
  const faults: string[] = [];
  if (!parsed.GOOGLE_ID !== !parsed.GOOGLE_SECRET) faults.push('GOOGLE_ID and GOOGLE_SECRET belong together');
  if (!parsed.GITHUB_ID !== !parsed.GITHUB_SECRET) faults.push('GITHUB_ID and GITHUB_SECRET belong together');
  return faults;
}

/** Half a store would take pictures to the disk of one server and look for them on another. */
function s3Faults(parsed: z.infer<typeof environment>): string[] {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = parsed;
  const given = [S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY].filter(Boolean).length;
  const faults = given > 0 && given < 4 ? ['S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY belong together'] : [];
  const endpoint = S3_ENDPOINT ? new URL(S3_ENDPOINT) : null;
  if (endpoint && endpoint.protocol !== 'https:' && !isLoopbackHost(endpoint.hostname)) faults.push('S3_ENDPOINT must be https');
  return faults;
}

function s3Of(parsed: z.infer<typeof environment>): S3Settings | null {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = parsed;
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return null;
  return { endpoint: S3_ENDPOINT, bucket: S3_BUCKET, region: S3_REGION, accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY };
}

function dropEmpty(source: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(source).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
