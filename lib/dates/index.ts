export type { Clock } from './clock';
export { realClock, addMilliseconds, addDays, DAY_MS, MINUTE_MS } from './clock';
export type { DateReader } from './format-day';
export { everybody, formatDay, formatMoment, formatShortDay, isTimeZone, timeZones, yearOf } from './format-day';
export type { Day } from './day';
export { dayIn, dayOfMonth, daysFrom, isDay, lastMonthDay, momentAt, nextMonthDay, plusDays } from './day';
