export { writeCsv, csvLine } from './write-csv';
export type { CsvCell } from './write-csv';
