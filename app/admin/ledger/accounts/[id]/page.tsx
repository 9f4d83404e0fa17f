import { notFound } from 'next/navigation';
import { AccountFile } from '@/components/admin/ledger';
import { sentenceWords } from '@/components/admin/words';
import { Pager } from '@/components/ui/records';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { findAccount, listAccountDays, listDayTransfers } from '@/lib/admin';
import { readCursor } from '@/lib/lists';
import { loadAdmin, readDay, readId, readQuery, type Asked } from '../../../load';

export const metadata = { title: 'Account' };

const DAYS = 14;
const TRANSFERS = 100;

export default async function AccountRoute({ params, searchParams }: { params: Promise<{ id: string }>; searchParams: Asked }) {
  const { clocks } = await loadAdmin();
  const id = await readId(params);
  const db = getDb();
  const account = await findAccount(db, id);
  if (!account) notFound();
  const { day, before, at } = await readQuery(searchParams, 'day', 'before', 'at');
  const days = await listAccountDays(db, id, readDay(before) ?? null, DAYS);
  const open = readDay(day) ?? days[0]?.day ?? null;
  const transfers = open ? await listDayTransfers(db, id, open, { after: readCursor(at), limit: TRANSFERS }) : [];
  const last = transfers.length === TRANSFERS ? transfers.at(-1) : undefined;
  const more = last && new URLSearchParams({ day: open ?? '', before, at: `o${last.happenedAt.getTime()}.${last.id}` });
  const oldest = days.length === DAYS ? days.at(-1) : undefined;
  return (
    <>
      <RoomHead title={`${sentenceWords(account.kind)}, ${account.currency}`} />
      <AccountFile
        account={account}
        days={days}
        open={open}
        transfers={transfers}
        moreHref={more ? `/admin/ledger/accounts/${id}?${more.toString()}` : null}
        clock={clocks.business}
      />
      <Pager newerHref={before === '' ? null : `/admin/ledger/accounts/${id}`} olderHref={oldest ? `/admin/ledger/accounts/${id}?before=${oldest.day}` : null} />
    </>
  );
}
