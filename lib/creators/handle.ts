const SHAPE = /^[a-z0-9](?:-?[a-z0-9])+$/;
const SHORTEST = 2;
const LONGEST = 30;

/**
 * Words that no creator may take, because a page of ours stands or will stand at that address, or
 * because the word would let a stranger speak in our name. A test holds this list against the
 * routes that exist.
 */
const RESERVED = new Set([
  'about', 'abuse', 'account', 'accounts', 'admin', 'administrator', 'api', 'app', 'appeal', 'appeals', 'apps', 'art',
  'assets', 'auth', 'become', 'bill', 'billing', 'bills', 'blog', 'brand', 'calendar', 'card', 'cards',
  'checkout', 'confirm', 'contact', 'cookies', 'creator', 'creators', 'dashboard', 'dev', 'docs',
  'download', 'embed', 'error', 'explore', 'export', 'faq', 'favicon', 'feed', 'fees', 'files',
  'follow', 'following', 'fonts', 'gift', 'gifts', 'goal', 'goals', 'healthz', 'help', 'home',
  'icon', 'image', 'images', 'img', 'impressum', 'imprint', 'index', 'invite', 'jobs', 'join', 'legal', 'live', 'login',
  'logout', 'mail', 'mailbox', 'manifest', 'me', 'media', 'members', 'messages', 'metrics', 'new',
  'news', 'next', 'not-found', 'notifications', 'null', 'oauth', 'official', 'opengraph-image',
  'operator', 'overlay', 'page', 'pages', 'pay', 'payment', 'payments', 'payout', 'payouts',
  'pledge', 'pledges', 'post', 'posts', 'press', 'pricing', 'privacy', 'public', 'readyz',
  'receipt', 'receipts', 'redeem', 'refund', 'refunds', 'register', 'report', 'robots', 'root',
  'rss', 'sandbox', 'search', 'security', 'session', 'settings', 'setup', 'sign-in', 'sign-out',
  'sign-up', 'signin', 'signout', 'signup', 'sitemap', 'staff', 'start', 'static', 'status',
  'stripe', 'styles', 'support', 'system', 'tab', 'tabs', 'team', 'terms', 'thanks', 'tier', 'tiers', 'tip',
  'tips', 'tuppence', 'undefined', 'unlock', 'unsubscribe', 'upload', 'uploads', 'user', 'users',
  'webhook', 'webhooks', 'well-known', 'widget', 'widgets', 'www',
]);

/** The looks of our own words; a handle that looks like one is refused as the word itself is. */
const RESERVED_LOOKS = new Set([...RESERVED].map(handleSkeleton));
/** Nobody speaks in our name, whatever stands before or after it. */
const OUR_LOOK = handleSkeleton('tuppence');

/**
 * Whether a text can be the address of a page: 2 to 30 lower-case ASCII letters, digits and single
 * hyphens between them, no word of ours and nothing that looks like one.
 */
export function isHandle(text: string): boolean {
  return handleFault(text) === null;
}

/** Why a text cannot be the address of a page, or null when it can. */
export function handleFault(text: string): 'shape' | 'reserved' | null {
  if (!hasHandleShape(text)) return 'shape';
  const look = handleSkeleton(text);
  return RESERVED.has(text) || RESERVED_LOOKS.has(look) || look.includes(OUR_LOOK) ? 'reserved' : null;
}

/** Whether a text is shaped like a handle, reserved or not. */
export function hasHandleShape(text: string): boolean {
  return text.length >= SHORTEST && text.length <= LONGEST && SHAPE.test(text);
}

/**
 * How a handle looks at a glance: hyphens fall away, and signs that are easily taken for one another
 * become one. PostgreSQL computes the same (handle_skeleton, migration 0006) and lets each look
 * belong to one page only.
 */
export function handleSkeleton(handle: string): string {
  return handle
    .replace(/-/g, '')
    .replace(/0/g, 'o')
    .replace(/[1i]/g, 'l')
    .replace(/5/g, 's')
    // Spelled out rather than drawn together: "avw" and "awv" must end alike.
    .replace(/m/g, 'rn')
    .replace(/w/g, 'vv');
}
