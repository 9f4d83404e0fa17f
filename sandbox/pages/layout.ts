import type { Answer } from '../server/answer';
import { html, type Html } from './html';

interface Page {
  status?: number;
  title: string;
  body: Html;
  /** Where a form of this page may lead in the end, besides to us. */
  leadsTo?: readonly (string | null)[];
}

/** A whole page with its own strict headers. */
export function pageAnswer({ status = 200, title, body, leadsTo = [] }: Page): Answer {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="/assets/penny.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/pay.css">
<script src="/assets/pay.js" defer></script>
</head>
<body>
<header class="notice"><span aria-hidden="true" class="penny"></span>Test payment: no money moves</header>
${body}
</body>
</html>
`;
  return {
    status,
    headers: { ...pageHeaders(leadsTo), 'content-type': 'text/html; charset=utf-8' },
    body: document.text,
  };
}

/** Browsers apply `form-action` to the redirect that follows a form, so it names its target. */
function pageHeaders(leadsTo: readonly (string | null)[]): Record<string, string> {
  const targets = leadsTo.flatMap((url) =>
    url !== null && URL.canParse(url) ? [new URL(url).origin] : [],
  );
  const formAction = ["'self'", ...new Set(targets)].join(' ');
  return {
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; " +
      `form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Not `no-referrer`: with it our own forms would be sent with an unknown origin.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

/** Sends the browser on; 303 turns the form's POST into a GET. */
export function redirectTo(location: string): Answer {
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

/** A page with a sentence and perhaps a way on. */
export function messagePage(input: {
  status?: number;
  title: string;
  sentence: string;
  link?: { href: string; label: string } | null;
}): Answer {
  const { title, sentence, link } = input;
  return pageAnswer({
    ...(input.status ? { status: input.status } : {}),
    title,
    body: html`<main class="narrow">
<section class="card">
<h1>${title}</h1>
<p>${sentence}</p>
${link ? html`<p><a class="button quiet" href="${link.href}">${link.label}</a></p>` : null}
</section>
</main>`,
  });
}
