import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { chooseEncoding, encode, type Encoding } from './encodings';

const PREFIX = '/_next/static/';
const TEXT_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};
const BINARY_TYPES: Record<string, string> = {
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Serves the files of a build, whose names carry a hash of their content: compressed once, then
 * from memory. Only names found in the folder at boot are answered, so no path can lead out of it;
 * the rest (source maps, other names) is left to the caller.
 */
export function createAssetServer(
  folder: string,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = PREFIX + path.relative(folder, file).split(path.sep).join('/');
    if (entry.isFile() && typeOf(file)) files.set(name, file);
  }
  const bodies = new Map<string, Promise<Buffer>>();

  return (request, response) => {
    const name = request.url?.split('?', 1)[0] ?? '';
    const file = files.get(name) ?? files.get(decode(name));
    if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    const isText = path.extname(file) in TEXT_TYPES;
    const encoding = isText ? chooseEncoding(request.headers['accept-encoding']) : 'identity';
    let body = bodies.get(`${encoding} ${file}`);
    if (!body) {
      body = readFile(file).then((bytes) => encode(bytes, encoding, 'asset'));
      bodies.set(`${encoding} ${file}`, body);
    }
    body.then(
      (bytes) => sendAsset(bytes, file, encoding, request, response),
      () => {
        bodies.delete(`${encoding} ${file}`);
        response.writeHead(500).end();
      },
    );
    return true;
  };
}

function sendAsset(
  bytes: Buffer,
  file: string,
  encoding: Encoding,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.setHeader('Content-Type', typeOf(file) ?? 'application/octet-stream');
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Content-Length', bytes.length);
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  response.writeHead(200);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function typeOf(file: string): string | undefined {
  const extension = path.extname(file);
  return TEXT_TYPES[extension] ?? BINARY_TYPES[extension];
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
