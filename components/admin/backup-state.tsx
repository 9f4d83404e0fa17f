import { Section } from '@/components/ui/room-shell';
import type { LastBackup } from '@/lib/admin';
import { Age } from './when';

const DAY_MS = 86_400_000;
/** A backup each day, with two hours for it to be late. */
const FRESH_MS = DAY_MS + 7_200_000;
const OLD_MS = 3 * DAY_MS;

/** When everything was last put where a broken disk does not reach it. */
export function BackupState({ last, now }: { last: LastBackup | null; now: Date }) {
  if (!last) {
    return (
      <Section title="Backups">
        <p><span className="status status-wait">None was taken yet</span></p>
        <p className="hint"><code>npm run backup</code> writes everything into one file, reads it back and is then shown here.</p>
      </Section>
    );
  }
  const ageMs = now.getTime() - last.takenAt.getTime();
  const tone = ageMs <= FRESH_MS ? 'good' : ageMs <= OLD_MS ? 'wait' : 'bad';
  return (
    <Section title="Backups">
      <p>
        <span className={`status status-${tone}`}>Last one <Age at={last.takenAt} now={now} /></span>{' '}
        <span className="hint">{last.rowCount.toLocaleString('en')} rows, {sizeWords(last.byteCount)}, read back whole.</span>
      </p>
    </Section>
  );
}

function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
