export type Clocked = { now: Date; zone: string };

/** An instant in the viewer's own time zone, to the minute, with the exact one behind it. */
export function When({ at, clock }: { at: Date; clock: Clocked }) {
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()} className="whitespace-nowrap">
      {momentWords(at, clock)}
    </time>
  );
}

/** How long ago something was: what matters of things that wait. */
export function Age({ at, now }: { at: Date; now: Date }) {
  return (
    <time dateTime={at.toISOString()} title={at.toISOString()} className="whitespace-nowrap">
      {ageWords(at, now)}
    </time>
  );
}

/** "21 Nov, 08:05"; the year only when it is another one. */
export function momentWords(at: Date, { now, zone }: Clocked): string {
  const parts = (date: Date) => new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(date);
  const of = (date: Date, type: string) => parts(date).find((part) => part.type === type)?.value ?? '';
  const year = of(at, 'year') === of(now, 'year') ? '' : ` ${of(at, 'year')}`;
  return `${of(at, 'day')} ${of(at, 'month').slice(0, 3)}${year}, ${of(at, 'hour')}:${of(at, 'minute')}`;
}

/** "20 Nov 2026", of a UTC day written YYYY-MM-DD. */
export function dayWords(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' }).format(new Date(`${day}T00:00:00Z`));
}

/** "just now", "4 min", "3 h", "12 days". */
export function ageWords(at: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ago`;
  return `${Math.floor(hours / 24)} days ago`;
}
