import { z } from 'zod';
import { currentVisitor, startWithProvider } from '@/lib/auth';
import { readForm } from '@/lib/forms';
import { answerSignIn } from '../../../../(auth)/answer-sign-in';
import { whenAddressProven } from '../../../../(auth)/on-address-proven';
import { door } from '../../../../door';

const form = z.strictObject({ to: z.string().max(1_000).optional() });

/** To an account elsewhere, and back to `callback`. */
export const POST = door({ name: 'signin.provider', who: 'anyone' }, async ({ request, params }) => {
  const { to } = readForm(form, await request.formData());
  return answerSignIn(await startWithProvider({ provider: String(params.provider), to }, await currentVisitor(), { onAddressProven: await whenAddressProven() }));
});
