import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export const S3 = { bucket: 'pictures', region: 'eu-test-1', accessKeyId: 'AKTEST', secretAccessKey: 'only-for-this-test' };

export type S3Like = {
  endpoint: string;
  files: Map<string, Buffer>;
  /** The next answers are these statuses, whatever is asked. */
  failNext: (...statuses: number[]) => void;
  stop: () => Promise<void>;
};

/**
 * As much of S3 as we speak: put, get and delete of one object with the bucket in the path, each
 * only with a signature that is right (Signature Version 4, computed here anew).
 */
export async function startS3Like(): Promise<S3Like> {
  const files = new Map<string, Buffer>();
  const failures: number[] = [];
  const server: Server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const failure = failures.shift();
      if (failure) return response.writeHead(failure, failure < 400 ? { location: 'http://169.254.169.254/' } : {}).end();
      if (!isSigned(request)) return response.writeHead(403).end();
      const path = request.url ?? '';
      if (!path.startsWith(`/${S3.bucket}/`)) return response.writeHead(404).end();
      const found = files.get(path);
      if (request.method === 'PUT') files.set(path, body);
      if (request.method === 'DELETE') files.delete(path);
      if (request.method === 'GET') return found ? response.writeHead(200).end(found) : response.writeHead(404).end();
      return response.writeHead(request.method === 'DELETE' ? 204 : 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    files,
    failNext: (...statuses) => void failures.push(...statuses),
    stop: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

function isSigned(request: IncomingMessage): boolean {
  const [, scope = '', names = '', sent] = /Credential=[^/]+\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]+)/.exec(request.headers.authorization ?? '') ?? [];
  const header = (name: string) => String(request.headers[name] ?? '').trim().replace(/\s+/g, ' ');
  const canonical = [
    request.method, request.url, '', ...names.split(';').map((name) => `${name}:${header(name)}`), '', names, header('x-amz-content-sha256'),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', header('x-amz-date'), scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((made, part) => createHmac('sha256', made).update(part).digest(), `AWS4${S3.secretAccessKey}`);
  return createHmac('sha256', key).update(toSign).digest('hex') === sent;
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
