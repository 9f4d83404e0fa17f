export type { Clock } from './clock';
export { realClock, addMilliseconds, addDays, DAY_MS, MINUTE_MS } from './clock';
