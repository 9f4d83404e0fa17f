export type { Clock } from './clock';
export { realClock, addMilliseconds, addDays, DAY_MS, MINUTE_MS } from './clock';
export type { DateReader } from './format-day';
export { everybody, formatDay, formatMoment, formatShortDay, isTimeZone, timeZones, yearOf } from './format-day';
