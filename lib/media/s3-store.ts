import { AwsClient } from 'aws4fetch';
import type { MediaStore } from './store';

/** An S3-compatible store, as the environment describes it. */
export type S3Settings = { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string };

const LIMIT_MS = 10_000;
const RETRIES = 2;
/** Far more than any rendition of ours has; another answer is not ours. */
const LARGEST_BYTES = 8 * 1024 * 1024;

/** The store answered with something that it should not; the cause is for the maintainer. */
class MediaStoreFailed extends Error {
  readonly code: string;

  constructor(what: string, status: number) {
    super(`the media store answered ${status} to ${what}`);
    this.name = 'MediaStoreFailed';
    this.code = `HTTP_${status}`;
  }
}

/**
 * Files in an S3-compatible store, with the bucket in the path (every such store understands that).
 * Redirects are failures: nobody but the configured host is ever asked.
 */
export function createS3Store(settings: S3Settings): MediaStore {
  const { accessKeyId, secretAccessKey, region } = settings;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: RETRIES });
  const base = `${settings.endpoint.replace(/\/+$/, '')}/${settings.bucket}`;
  const ask = (name: string, init: RequestInit) =>
    client.fetch(`${base}/${name}`, { ...init, redirect: 'manual', signal: AbortSignal.timeout(LIMIT_MS) });
  return {
    async put(name, bytes) {
      const headers = { 'content-type': 'image/webp', 'cache-control': 'public, max-age=31536000, immutable' };
      const answer = await ask(name, { method: 'PUT', body: new Uint8Array(bytes), headers });
      if (!answer.ok) throw new MediaStoreFailed('a put', answer.status);
    },
    async get(name) {
      const answer = await ask(name, { method: 'GET' });
      if (answer.status === 404) return null;
      if (!answer.ok || Number(answer.headers.get('content-length') ?? 0) > LARGEST_BYTES) {
        throw new MediaStoreFailed('a get', answer.status);
      }
      return Buffer.from(await answer.arrayBuffer());
    },
    async remove(name) {
      const answer = await ask(name, { method: 'DELETE' });
      if (!answer.ok && answer.status !== 404) throw new MediaStoreFailed('a delete', answer.status);
    },
  };
}
