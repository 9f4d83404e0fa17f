import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Answer } from '../server/answer';

const resolve = createRequire(import.meta.url).resolve;
const own = (name: string) => fileURLToPath(new URL(`assets/${name}`, import.meta.url));

const FILES: Record<string, { file: () => string; type: string }> = {
  'pay.css': { file: () => own('pay.css'), type: 'text/css; charset=utf-8' },
  'pay.js': { file: () => own('pay.js'), type: 'text/javascript; charset=utf-8' },
  'penny.svg': { file: () => own('penny.svg'), type: 'image/svg+xml' },
  'fraunces.woff2': {
    file: () => resolve('@fontsource-variable/fraunces/files/fraunces-latin-soft-normal.woff2'),
    type: 'font/woff2',
  },
  'instrument-sans.woff2': {
    file: () =>
      resolve('@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2'),
    type: 'font/woff2',
  },
};

export interface Asset {
  headers: Record<string, string>;
  content: Buffer;
}

const loaded = new Map<string, Asset>();

/** A file of the hosted pages; null for any other name. */
export function findAsset(name: string): Asset | null {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const entry = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
  if (entry === undefined) return null;
  const asset: Asset = {
    headers: {
      'cache-control': 'max-age=300',
      'content-type': entry.type,
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
    content: readFileSync(entry.file()),
  };
  loaded.set(name, asset);
  return asset;
}

export function assetAnswer({ headers, content }: Asset): Answer {
  return { status: 200, headers, body: content };
}
