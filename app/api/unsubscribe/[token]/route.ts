import { env } from '@/lib/env';
import { businessClock } from '@/lib/stripe';
import { stopTipMail } from '@/lib/tips';
import { door } from '../../../door';

/** What a mail program posts when its person presses "unsubscribe" (RFC 8058); it comes from no page. */
export const POST = door({ name: 'tips.mail.one_click', who: 'anyone', fromAnywhere: true }, async ({ params }) => {
  const isKnown = await stopTipMail(String(params.token), await businessClock());
  return new Response(isKnown ? 'Done.\n' : 'Not Found\n', { status: isKnown ? 200 : 404, headers: plain });
});

/** A person who opens the address is led to the page that asks; opening it changes nothing. */
export const GET = door({ name: 'tips.mail.page', who: 'anyone' }, ({ params }) =>
  Promise.resolve(Response.redirect(new URL(`/unsubscribe/${encodeURIComponent(String(params.token))}`, env().APP_URL), 303)),
);

const plain = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' };
