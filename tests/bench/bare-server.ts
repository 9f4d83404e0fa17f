import { createServer } from 'node:http';

/** The least that Node can do: one answer, always the same bytes, as BENCH_PAGE gives them. */
const page: { headers: string[]; body: string } = JSON.parse(process.env.BENCH_PAGE ?? '');
const body = Buffer.from(page.body, 'base64');
const server = createServer((_request, response) => {
  response.writeHead(200, page.headers);
  response.end(body);
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ ready: true }));
process.on('SIGTERM', () => process.exit(0));
