import { randomBytes } from 'node:crypto';

/** Where browsers send reports of what the policy blocked; answered in create-server.ts. */
export const CSP_REPORT_PATH = '/api/csp-reports';

const TWO_YEARS_SECONDS = 63_072_000;
/** Where a form of ours may lead when the real processor is in use (hosted Checkout, onboarding). */
const STRIPE_FORM_TARGETS = 'https://checkout.stripe.com https://connect.stripe.com';

export type HeaderSettings = {
  /** The public origin; over https it also sends HSTS. */
  appUrl: URL;
  /** The local Stripe's base, when the sandbox is in use: our forms may then lead only there. */
  stripeApiBase: string | null;
  /** Where a sign-in button leads, when accounts elsewhere may be used: forms lead there, too. */
  signInOrigins?: readonly string[];
  /** Hot reload needs `eval` and inline styles; never set for a build. */
  dev: boolean;
};

/** 128 random bits, new for every render (SECURITY.md 7.4: not a UUID). */
export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/** The Content-Security-Policy of one render, as SECURITY.md 7.4 lists it. */
export function contentSecurityPolicy(nonce: string, settings: HeaderSettings): string {
  const payment = settings.stripeApiBase ? new URL(settings.stripeApiBase).origin : STRIPE_FORM_TARGETS;
  const forms = [payment, ...(settings.signInOrigins ?? [])].join(' ');
  const styles = settings.dev ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${settings.dev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    `form-action 'self' ${forms}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    'report-to csp',
  ].join('; ');
}

/**
 * The policy of the page that shows a mail as a mail program would: inline styles, as mails need
 * them, and nothing else; it runs no script and asks nobody for anything.
 */
const MAIL_VIEW_POLICY =
  "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
/** The policy of a picture that somebody uploaded: opened by itself it is a picture and nothing more. */
const PICTURE_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/** The policy of paths that show what others wrote or made, where it takes the place of ours; else null. */
export function fixedPolicy(path: string): string | null {
  if (/^\/mailbox\/[^/]+\/html$/.test(path)) return MAIL_VIEW_POLICY;
  return path.startsWith('/media/') ? PICTURE_POLICY : null;
}

/** Every other header that each of our answers carries, beside the policy. */
export function fixedSecurityHeaders(settings: HeaderSettings): [name: string, value: string][] {
  const headers: [string, string][] = [
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'strict-origin-when-cross-origin'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()'],
    ['Reporting-Endpoints', `csp="${CSP_REPORT_PATH}"`],
  ];
  if (settings.appUrl.protocol === 'https:') {
    headers.push([
      'Strict-Transport-Security',
      `max-age=${TWO_YEARS_SECONDS}; includeSubDomains; preload`,
    ]);
  }
  return headers;
}
