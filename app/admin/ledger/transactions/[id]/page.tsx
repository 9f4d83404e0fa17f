import { notFound } from 'next/navigation';
import { TransactionPage } from '@/components/admin/ledger';
import { kindWords, sentenceWords } from '@/components/admin/words';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { findTransactionFile } from '@/lib/admin';
import { loadAdmin, readId } from '../../../load';

export const metadata = { title: 'Transaction' };

export default async function TransactionRoute({ params }: { params: Promise<{ id: string }> }) {
  const { clocks } = await loadAdmin();
  const file = await findTransactionFile(getDb(), await readId(params));
  if (!file) notFound();
  const kinds = [...new Set(file.transfers.map((row) => kindWords(row.kind)))];
  return (
    <>
      <RoomHead title={sentenceWords(kinds.join(', '))} />
      <TransactionPage file={file} clock={clocks.business} />
    </>
  );
}
