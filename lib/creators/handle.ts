const SHAPE = /^[a-z0-9](?:-?[a-z0-9])+$/;
const SHORTEST = 2;
const LONGEST = 30;

/**
 * Words that no creator may take, because a page of ours stands or will stand at that address, or
 * because the word would let a stranger speak in our name. A test holds this list against the
 * routes that exist.
 */
const RESERVED = new Set([
  'about', 'abuse', 'account', 'accounts', 'admin', 'administrator', 'api', 'app', 'apps', 'art',
  'assets', 'auth', 'bill', 'billing', 'bills', 'blog', 'brand', 'calendar', 'card', 'cards',
  'checkout', 'confirm', 'contact', 'cookies', 'creator', 'creators', 'dashboard', 'dev', 'docs',
  'download', 'embed', 'error', 'explore', 'export', 'faq', 'favicon', 'feed', 'fees', 'files',
  'follow', 'following', 'fonts', 'gift', 'gifts', 'goal', 'goals', 'healthz', 'help', 'home',
  'icon', 'image', 'images', 'img', 'index', 'invite', 'jobs', 'join', 'legal', 'live', 'login',
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

/**
 * Whether a text can be the address of a page: 2 to 30 lower-case ASCII letters, digits and single
 * hyphens between them, and no word of ours.
 */
export function isHandle(text: string): boolean {
  return hasHandleShape(text) && !RESERVED.has(text);
}

/** Whether a text is shaped like a handle, reserved or not. */
export function hasHandleShape(text: string): boolean {
  return text.length >= SHORTEST && text.length <= LONGEST && SHAPE.test(text);
}
