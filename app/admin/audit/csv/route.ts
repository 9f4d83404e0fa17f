import { csvAnswer } from '@/app/csv-answer';
import { door } from '@/app/door';
import { exportActs } from '@/lib/audit';
import { env } from '@/lib/env';
import { cleanText } from '@/lib/forms';
import { auditFields, readAuditFilter, type AuditTyped } from '../read-filter';

/** The log as the filter shows it, as a file. That it was taken along stands in the log itself. */
export const POST = door({ name: 'audit.csv', who: 'admin', stepUp: true }, async ({ request, viewer }) => {
  const form = await request.formData();
  const read = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? cleanText(value.slice(0, 254), { lines: false }) : '';
  };
  const typed = Object.fromEntries(auditFields.map((name) => [name, read(name)])) as AuditTyped;
  return csvAnswer(await exportActs(viewer.personId, readAuditFilter(typed)), 'tuppence-audit');
});

/** Where a fresh proof leads back to: the page with the button. */
export const GET = door({ name: 'audit.csv_page', who: 'admin' }, () =>
  Promise.resolve(new Response(null, { status: 303, headers: { Location: new URL('/admin/audit', env().APP_URL).href } })),
);
