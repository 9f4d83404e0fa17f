export { wake } from './wake';
export { startWorkers } from './start-workers';
export type { Worker } from './start-workers';
export { stopQueue } from './boss';
export type { QueueName } from '@/db/queues';
