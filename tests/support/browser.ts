import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright';

/** Nothing that calls home: a closed network answers each attempt with a refusal. */
const QUIET = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];

/**
 * The Chromium to test with: the one that `npm test` found or installed (`TUPPENCE_CHROMIUM`), or
 * `CHROMIUM_PATH`, else one on PATH, else the one Playwright brought.
 */
export function chromiumPath(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  const asked = process.env.TUPPENCE_CHROMIUM ?? process.env.CHROMIUM_PATH;
  return asked ?? found ?? chromium.executablePath();
}

/** Starts it; as root it cannot make the sandbox of its own that it uses for strangers' pages. */
export function launchBrowser(): Promise<Browser> {
  const args = [...QUIET, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return chromium.launch({ executablePath: chromiumPath(), args });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
