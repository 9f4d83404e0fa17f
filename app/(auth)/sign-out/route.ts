import { signOut } from '@/lib/auth';
import { answerSignIn } from '../answer-sign-in';
import { door } from '../../door';

/** Ends this browser's session. */
export const POST = door({ name: 'signin.out', who: 'anyone' }, async () => {
  await signOut();
  return answerSignIn({ goTo: '/', cookies: [] });
});
