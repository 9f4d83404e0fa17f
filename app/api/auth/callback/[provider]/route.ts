import { currentVisitor, finishWithProvider } from '@/lib/auth';
import { answerSignIn } from '../../../../(auth)/answer-sign-in';
import { whenAddressProven } from '../../../../(auth)/on-address-proven';
import { door } from '../../../../door';

/**
 * Where an account elsewhere sends the browser back. A GET that signs in, as OAuth has it: what makes
 * it safe are state, PKCE and nonce, which only the browser that set out has in its cookies.
 */
export const GET = door({ name: 'signin.callback', who: 'anyone' }, async ({ request, params }) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return answerSignIn(await finishWithProvider(String(params.provider), query, await currentVisitor(), { onAddressProven: await whenAddressProven() }));
});
