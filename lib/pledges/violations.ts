/** Whether PostgreSQL says that a tier would have more pledges than places. */
export function isOversold(error: unknown): boolean {
  return violated(error) === 'tier_not_oversold';
}

/** Whether PostgreSQL says that there is a live pledge to this creator already. */
export function isSecondPledge(error: unknown): boolean {
  return violated(error) === 'pledge_live';
}

function violated(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('constraint' in at && typeof at.constraint === 'string') return at.constraint;
  }
  return null;
}
