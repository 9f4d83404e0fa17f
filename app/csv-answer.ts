import 'server-only';

/**
 * A file for spreadsheets as an answer, written while it is read: nobody waits for a million lines.
 *
 * @param name what the file is called before its day: `tuppence-tips`
 */
export function csvAnswer(lines: AsyncGenerator<string, void>, name: string): Response {
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(new TextEncoder().encode(value));
    },
    cancel: async () => {
      await lines.return();
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}-${new Date().toISOString().slice(0, 10)}.csv"`,
    },
  });
}
