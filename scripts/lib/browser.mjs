import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runTool } from './run-tool.mjs';
import { step, Stop } from './say.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * A Chromium for the browser tests: one that is installed, else by apt when we are root, else the
 * one that Playwright brings. The tests find it in `TUPPENCE_CHROMIUM`.
 *
 * @throws Stop with the one command to type; the tests never go on without a browser
 */
export async function ensureBrowser() {
  const found = process.env.TUPPENCE_CHROMIUM ?? findOnPath() ?? (await playwrights());
  if (found && existsSync(found)) return found;
  const attempts = [];
  if (process.getuid?.() === 0 && isOnPath('apt-get')) attempts.push(installByApt);
  attempts.push(installByPlaywright);
  for (const install of attempts) {
    try {
      await install();
      const installed = findOnPath() ?? (await playwrights());
      if (installed) return installed;
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
  }
  throw new Stop(`The browser tests need Chromium and it could not be installed. Type this, then try again:\n\n  ${commandToType()}\n`);
}

function installByApt() {
  return step('Installing Chromium with apt', async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await runTool('apt-get', ['update', '-qq'], { env });
    await runTool('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
  });
}

function installByPlaywright() {
  return step('Installing Chromium with Playwright', () => runTool(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium']));
}

async function playwrights() {
  const { chromium } = await import('playwright');
  const file = chromium.executablePath();
  // Its files may be there while the system's libraries are not.
  return existsSync(file) && spawnSync(file, ['--version']).status === 0 ? file : null;
}

function findOnPath() {
  for (const name of NAMES) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return null;
}

function isOnPath(name) {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

function commandToType() {
  return isOnPath('apt-get') ? 'sudo apt-get install -y chromium' : 'npx playwright install --with-deps chromium';
}
