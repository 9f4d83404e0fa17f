import { randomUUID } from 'node:crypto';
import type { Metadata, Route } from 'next';
import { notFound, permanentRedirect } from 'next/navigation';
import { connection } from 'next/server';
import { ReportForm } from '@/components/moderation/report-form';
import { getDb } from '@/db/client';
import { findCreatorPage, findRenamedTo } from '@/lib/creators';
import { sendReport } from './actions';

export const metadata: Metadata = { title: 'Report a page', robots: { index: false, follow: false } };

/** Where anybody says that something is wrong with a page. It is drawn anew for each, because each form has a key. */
export default async function ReportRoute({ params }: { params: Promise<{ handle: string }> }) {
  await connection();
  const { handle } = await params;
  const page = await findCreatorPage(getDb(), handle);
  if (!page) return moved(handle);
  return (
    <div className="shell room-alone">
      <section className="sheet-card">
        <h1 className="text-3xl">Report {page.name}</h1>
        <p>
          You report the page <a href={`/${page.handle}`} className="text-link">/{page.handle}</a>. You need no account, and its owner never learns who reported it.
        </p>
        <p className="hint">Paid by mistake, or not by you? A report moves no money; the <a href="/terms" className="text-link">terms</a> say whom to write to.</p>
        <ReportForm action={sendReport} handle={page.handle} reportKey={randomUUID()} />
      </section>
    </div>
  );
}

async function moved(handle: string): Promise<never> {
  const lowered = handle.toLowerCase();
  const to = lowered !== handle && (await findCreatorPage(getDb(), lowered)) ? lowered : await findRenamedTo(getDb(), lowered);
  if (to) permanentRedirect(`/report/${to}` as Route);
  notFound();
}
