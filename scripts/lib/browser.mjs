import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { runTool } from './run-tool.mjs';
import { step, Stop } from './say.mjs';

/** Chromium without what draws its own window: the same pages for a quarter less processor time. */
const SHELL = 'chromium-headless-shell';
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * A Chromium for the browser tests: the headless shell that is installed, or that Debian brings when
 * we are root there; else what else is installed, by apt or by Playwright. The tests find it in
 * `TUPPENCE_CHROMIUM`.
 *
 * @throws Stop with the one command to type; the tests never go on without a browser
 */
export async function ensureBrowser() {
  const asked = process.env.TUPPENCE_CHROMIUM;
  if (asked && existsSync(asked)) return asked;
  const isRootWithApt = process.getuid?.() === 0 && isOnPath('apt-get');
  const ways = [
    () => findOnPath([SHELL]),
    ...(isRootWithApt && isDebian() ? [() => installByApt(SHELL)] : []),
    () => findOnPath(NAMES),
    playwrights,
    ...(isRootWithApt ? [() => installByApt('chromium')] : []),
    installByPlaywright,
  ];
  for (const way of ways) {
    const found = await unlessStopped(way);
    if (found) return found;
  }
  throw new Stop(`The browser tests need Chromium and it could not be installed. Type this, then try again:\n\n  ${commandToType()}\n`);
}

/** A way that fails is not the last one. */
async function unlessStopped(way) {
  try {
    return await way();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return null;
  }
}

async function installByApt(name) {
  await step(`Installing ${name} with apt`, async () => {
    const apt = (...args) => runTool('apt-get', [...args, '-qq'], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
    const install = () => apt('install', '-y', '--no-install-recommends', name);
    // By the lists that are there it fits what is installed, and nothing else need change.
    await install().catch(async () => {
      await apt('update');
      await install();
    });
  });
  return findOnPath(NAMES);
}

async function installByPlaywright() {
  await step('Installing Chromium with Playwright', () => runTool(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium']));
  return playwrights();
}

async function playwrights() {
  const { chromium } = await import('playwright');
  const file = chromium.executablePath();
  // Its files may be there while the system's libraries are not.
  return existsSync(file) && spawnSync(file, ['--version']).status === 0 ? file : null;
}

function findOnPath(names) {
  for (const name of names) {
    const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return null;
}

function isOnPath(name) {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

/** Ubuntu's `chromium` is a snap, which a container cannot run, and it has no headless shell. */
function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function commandToType() {
  return isOnPath('apt-get') ? 'sudo apt-get install -y chromium' : 'npx playwright install --with-deps chromium';
}
