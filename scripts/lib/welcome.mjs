import { say } from './say.mjs';

/** What a newcomer needs to know once everything runs. */
export function printWelcome({ appUrl, otherUrls, sandboxPort, folder }) {
  say();
  say(`  Tuppence runs at ${appUrl}`);
  for (const url of otherUrls) say(`  and, over the same database, at ${url}`);
  if (sandboxPort) {
    say();
    say('  No Stripe key is set, so the processor is our own local sandbox: no money moves.');
    say(`    Creators        ${appUrl}/explore`);
    say(`    Sign in         ${appUrl}/sign-in  with one of these addresses; the link arrives in the mailbox below`);
    say('      a fan         fan@demo.example');
    say('      a creator     river-notes@demo.example  (every demo page: its handle, then @demo.example)');
    say('      an admin      admin@demo.example, and admin-two@demo.example  (needs any authenticator app)');
    say(`    Mailbox         ${appUrl}/mailbox  (every mail that would have been sent)`);
    say('    Test cards      4242 4242 4242 4242  pays      (any future date, any CVC)');
    say('                    4000 0000 0000 3220  asks for 3-D Secure');
    say('                    4000 0000 0000 0002  is declined');
  }
  say();
  say(`  Logs and data lie in ${folder}`);
  say('  Stop with Ctrl-C.');
  say();
}
