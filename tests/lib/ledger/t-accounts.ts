/** An account with what one event moved on it and what it holds afterwards, natural side. */
export type TAccount = {
  name: string;
  isDebitNormal: boolean;
  broughtForwardMinor: number;
  lines: { kind: string; amountMinor: number }[];
  balanceMinor: number;
};

const KIND = 24;
const SIDE = 7;

/** Draws T-accounts as text: debits left, credits right, the balance on the side where it stands. */
export function drawTAccounts(accounts: TAccount[]): string {
  return accounts.map((account) => drawAccount(account).join('\n')).join('\n\n');
}

function drawAccount({ name, isDebitNormal, broughtForwardMinor, lines, balanceMinor }: TAccount): string[] {
  const signed = (minor: number) => (isDebitNormal ? minor : 0 - minor);
  return [
    `${name.padEnd(KIND)}${'debit'.padStart(SIDE)} | ${'credit'.padStart(SIDE)}`,
    `${'-'.repeat(KIND + SIDE)}-+-${'-'.repeat(SIDE)}`,
    ...(broughtForwardMinor === 0 ? [] : [drawLine('brought forward', signed(broughtForwardMinor))]),
    ...lines.map(({ kind, amountMinor }) => drawLine(kind, amountMinor)),
    drawLine('= balance', signed(balanceMinor), isDebitNormal),
  ];
}

function drawLine(label: string, signedMinor: number, zeroIsDebit = true): string {
  const isDebit = signedMinor > 0 || (signedMinor === 0 && zeroIsDebit);
  const amount = String(Math.abs(signedMinor));
  const [left, right] = isDebit ? [amount, ''] : ['', amount];
  return `${label.padEnd(KIND)}${left.padStart(SIDE)} | ${right.padStart(SIDE)}`.trimEnd();
}
