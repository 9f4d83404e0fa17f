import { z } from 'zod';
import { currentVisitor, signInWithLink } from '@/lib/auth';
import { readForm } from '@/lib/forms';
import { answerSignIn } from '../../../(auth)/answer-sign-in';
import { whenAddressProven } from '../../../(auth)/on-address-proven';
import { door } from '../../../door';

const form = z.strictObject({ token: z.string().max(100), to: z.string().max(1_000).optional() });

/** The one button of the page that a link leads to. Only this signs in, because scanners open links. */
export const POST = door({ name: 'signin.link', who: 'anyone' }, async ({ request }) => {
  const typed = readForm(form, await request.formData());
  return answerSignIn(await signInWithLink(typed, await currentVisitor(), { onAddressProven: await whenAddressProven() }));
});
