/** Why the processor will never make a transfer, in words for its creator. */
export function refusedWords(code: string): string {
  if (code === 'insufficient_capabilities_for_transfer' || code.startsWith('account_')) {
    return 'Your payout account takes no money at the moment. See what it needs, then ask again.';
  }
  return code === 'resource_missing'
    ? 'Your payout account is not there any more. Connect one, then ask again.'
    : 'The payment processor refused it. We have been told and look at it.';
}
