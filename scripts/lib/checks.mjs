import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './paths.mjs';
import { runTool } from './run-tool.mjs';
import { say, Stop } from './say.mjs';

const bin = (name, script) => [process.execPath, path.join(root, 'node_modules', name, script)];

/** One pass or fail each: they have no parts that could be counted. */
export const lint = () => single('lint', bin('eslint', 'bin/eslint.js'), ['.', '--max-warnings=0', '--cache', '--cache-location', path.join(root, '.next', 'eslint-cache')]);
export const types = () =>
  single('types', bin('next', 'dist/bin/next'), ['typegen'], async () => {
    await runTool(bin('typescript', 'bin/tsc'), ['--noEmit', '--pretty', 'false'], { show: true });
  });

/** Runs projects of vitest.config.ts; their own tests are counted. */
export async function suite(title, projects, env = {}) {
  heading(title);
  const folder = mkdtempSync(path.join(tmpdir(), 'tuppence-report-'));
  const report = path.join(folder, 'report.json');
  const names = projects.flatMap((name) => ['--project', name]);
  const args = ['run', ...names, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  try {
    const ended = await ends(() => runTool(bin('vitest', 'vitest.mjs'), args, { show: true, env }));
    return count(title, report, ended);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A step that prepares a suite: told only when it fails, and then it is one failure. */
export async function preparation(title, work) {
  try {
    await work();
    return { passed: 0, failed: 0 };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(`\n${title}: ${error.message}`);
    return { passed: 0, failed: 1 };
  }
}

/** The one line that ends every run of tests, and its exit code. */
export function finish(results) {
  const sum = (what) => results.reduce((total, result) => total + result[what], 0);
  say(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}

async function single(title, command, args, more = async () => undefined) {
  heading(title);
  const startedAt = Date.now();
  const good = await ends(async () => {
    await runTool(command, args, { show: title === 'lint' });
    await more();
  });
  say(`${title}: ${good ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  return { passed: good ? 1 : 0, failed: good ? 0 : 1 };
}

/** What a report counts; a run that fell over without a failed test is a failure of its own. */
function count(title, report, ended) {
  let numbers;
  try {
    numbers = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    say(`${title}: FAILED without a report`);
    return { passed: 0, failed: 1 };
  }
  const passed = numbers.numPassedTests;
  // A test that was left out proves nothing, so it counts as failed.
  const failed = numbers.numFailedTests + numbers.numPendingTests + numbers.numTodoTests;
  return { passed, failed: failed === 0 && !ended ? 1 : failed };
}

async function ends(work) {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Stop) return false;
    throw error;
  }
}

function heading(title) {
  say(`\n== ${title} ==`);
}
