/** What we know of a disputed payment, ready to be printed: every text is as it is to be read. */
export type EvidencePaper = {
  title: string;
  /** The processor's id of the dispute. */
  number: string;
  at: Date;
  operatorName: string;
  lines: { label: string; sum: string }[];
  total: { label: string; sum: string };
  facts: [label: string, value: string][];
  sections: { title: string; lines: string[] }[];
};
