import { invariant } from '@/lib/errors';
import { ACCOUNT_KINDS, TRANSFER_KINDS, type LedgerAccountKind, type TransferKind } from '@/lib/ledger';

const accountKinds = new Map<number, LedgerAccountKind>();
const transferKinds = new Map<number, TransferKind>();
for (const [name, { code }] of Object.entries(ACCOUNT_KINDS)) if (isAccountKind(name)) accountKinds.set(code, name);
for (const [name, { code }] of Object.entries(TRANSFER_KINDS)) if (isTransferKind(name)) transferKinds.set(code, name);

/** The account kind that a code in the database means. */
export function kindOfCode(code: number): LedgerAccountKind {
  const kind = accountKinds.get(code);
  invariant(kind, 'the chart in code knows every account kind of the database');
  return kind;
}

/** The transfer kind that a code in the database means. */
export function transferKindOfCode(code: number): TransferKind {
  const kind = transferKinds.get(code);
  invariant(kind, 'the chart in code knows every transfer kind of the database');
  return kind;
}

/** Whether a text names a kind of account. */
export function isAccountKind(name: string): name is LedgerAccountKind {
  return Object.hasOwn(ACCOUNT_KINDS, name);
}

function isTransferKind(name: string): name is TransferKind {
  return Object.hasOwn(TRANSFER_KINDS, name);
}
