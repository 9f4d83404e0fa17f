import type { IncomingMessage } from 'node:http';

const LARGEST_CHARACTERS = 1024 * 1024;

/** The body as text; null when it is longer than a million characters. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  request.setEncoding('utf8');
  let body: string | null = '';
  for await (const chunk of request) {
    // Read to its end all the same: who still sends does not listen for the answer.
    if (body !== null) body += String(chunk);
    if (body !== null && body.length > LARGEST_CHARACTERS) body = null;
  }
  return body;
}
