/** Markup that is safe to put into a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | false | undefined | Part[];

/** Template tag: everything put in is escaped, except other pieces of markup. */
export function html(parts: TemplateStringsArray, ...values: Part[]): Html {
  let text = parts[0] ?? '';
  for (const [place, value] of values.entries()) text += show(value) + (parts[place + 1] ?? '');
  return new Html(text);
}

function show(value: Part): string {
  if (value === null || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(show).join('');
  return value instanceof Html ? value.text : escape(String(value));
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
