/**
 * Text of people in one line, without what could bend the lines around it: control characters, and
 * the marks that make the rest of a line run backwards.
 */
export function cleanText(text: string): string {
  return cleanLines(text).replace(/\s+/gu, ' ').trim();
}

/** The same, with its line breaks kept. */
export function cleanLines(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .trim();
}

/** Who answers for this site; an operator that is called Tuppence need not say so twice. */
export function imprint(operatorName: string): string {
  const name = cleanText(operatorName);
  return name === 'Tuppence' ? 'Tuppence' : `Tuppence, run by ${name}`;
}
