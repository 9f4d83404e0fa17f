import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { log } from '@/lib/log';
import { readBody } from './read-body';

const LIMIT_BYTES = 16 * 1024;
const LIMIT_MS = 5_000;
/** Anybody may post here, so the log takes only so much of it. */
const LINES_PER_MINUTE = 20;

const reports = z.array(
  z.object({
    type: z.string(),
    body: z.object({ effectiveDirective: z.string().max(60), blockedURL: z.string() }),
  }),
);

let minute = 0;
let linesInMinute = 0;

/**
 * Takes a browser's report of what the policy blocked (Reporting API) and logs its directive and
 * the blocked origin: never the page's address, which may name a person.
 */
export async function takeCspReport(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(405, { Allow: 'POST' }).end();
    return;
  }
  const body = await readBody(request, LIMIT_BYTES, LIMIT_MS);
  if (Buffer.isBuffer(body)) logReports(body);
  else response.shouldKeepAlive = false;
  response.writeHead(204).end();
}

function logReports(body: Buffer): void {
  for (const report of parse(body)) {
    if (report.type !== 'csp-violation' || !mayLog()) continue;
    log.warn('csp.violation', {
      directive: report.body.effectiveDirective,
      blocked: originOf(report.body.blockedURL),
    });
  }
}

function parse(body: Buffer): z.infer<typeof reports> {
  try {
    return reports.parse(JSON.parse(body.toString('utf8')));
  } catch {
    // Not a report of a browser; there is nobody to tell.
    return [];
  }
}

function mayLog(): boolean {
  const now = Math.floor(Date.now() / 60_000);
  if (now !== minute) linesInMinute = 0;
  minute = now;
  linesInMinute += 1;
  return linesInMinute <= LINES_PER_MINUTE;
}

function originOf(blocked: string): string {
  // Words such as `inline` and `eval` stand where no address does.
  return URL.canParse(blocked) ? new URL(blocked).origin : blocked.slice(0, 20);
}
