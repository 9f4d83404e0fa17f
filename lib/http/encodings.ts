import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

export type Encoding = 'br' | 'gzip' | 'identity';

/**
 * The best encoding a client takes, from its `Accept-Encoding` header (RFC 9110, 12.5.3): brotli,
 * else gzip, else none. An encoding with `q=0` is refused; other weights are not compared, because
 * a client that takes both gains nothing from the larger one.
 */
export function chooseEncoding(accepted: string | undefined): Encoding {
  if (!accepted) return 'identity';
  const offered = new Map<string, boolean>();
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    offered.set(name, !parameters.some((text) => /^q=0(\.0{0,3})?$/.test(text)));
  }
  if (offered.get('br')) return 'br';
  return (offered.get('gzip') ?? offered.get('*')) ? 'gzip' : 'identity';
}

/**
 * Compresses a whole body off the main thread. `effort` is `page` for what lives a second and
 * `asset` for what is compressed once in the life of a build.
 */
export async function encode(body: Buffer, encoding: Encoding, effort: 'page' | 'asset'): Promise<Buffer> {
  if (encoding === 'identity') return body;
  if (encoding === 'gzip') return compressGzip(body, { level: effort === 'page' ? 6 : 9 });
  return compressBrotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: effort === 'page' ? 5 : 10,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
}
