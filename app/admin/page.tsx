import { Alarms } from '@/components/admin/alarms';
import { BackupState } from '@/components/admin/backup-state';
import { Overview } from '@/components/admin/overview';
import { RoomHead } from '@/components/ui/room-shell';
import { getDb } from '@/db/client';
import { COUNT_MAX, lastBackup, listJobs, readFigures, readHealth } from '@/lib/admin';
import { findChargeStop } from '@/lib/billing';
import { countWaitingWarnings } from '@/lib/disputes';
import { loadAdmin } from './load';

export const metadata = { title: 'Overview' };

export default async function AdminRoute() {
  const { clocks } = await loadAdmin();
  const db = getDb();
  const now = clocks.business.now;
  const [figures, health, jobs, backup, warnings, stop] = await Promise.all([
    readFigures(db, now), readHealth(db, now), listJobs(db, clocks.real.now), lastBackup(db), countWaitingWarnings(db), findChargeStop(db),
  ]);
  return (
    <>
      <RoomHead title="Overview" sentence="Today is the UTC day so far." />
      <Alarms jobs={jobs} stop={stop} clocks={clocks} />
      <Overview figures={figures} health={health} warnings={warnings} jobs={jobs} clocks={clocks} countMax={COUNT_MAX} />
      <BackupState last={backup} now={clocks.real.now} />
    </>
  );
}
