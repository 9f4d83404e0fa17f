const NEWS_EVERY_MS = 10_000;
const isTerminal = process.stdout.isTTY === true && !process.env.CI;
/** The steps under way, in the order they began; several may run side by side. */
const active = new Set();
let ticking = null;

/** One plain line to the person who typed the command. */
export function say(line = '') {
  clearStatus();
  process.stdout.write(`${line}\n`);
  showStatus();
}

/** An expected end: printed as its sentence, without a stack. */
export class Stop extends Error {
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a step that may take long and shows that it lives: seconds counted on the last line of a
 * terminal, a new line every ten seconds elsewhere.
 */
export async function step(title, work) {
  const current = { title, startedAt: Date.now() };
  if (!isTerminal) say(`  ${title}`);
  active.add(current);
  ticking ??= setInterval(isTerminal ? showStatus : tellNews, isTerminal ? 1_000 : NEWS_EVERY_MS);
  try {
    return await work();
  } finally {
    active.delete(current);
    if (active.size === 0) ticking = void clearInterval(ticking);
    if (isTerminal || seconds(current) > 1) say(`  ${title}: ${seconds(current)} s`);
  }
}

/** Ends a command with the sentence of a Stop, or with the whole of an error that nobody expected. */
export function failWith(error) {
  clearStatus();
  process.stderr.write(error instanceof Stop ? `\n${error.message}\n` : `\n${error?.stack ?? error}\n`);
  process.exitCode = error instanceof Stop ? error.exitCode : 1;
}

function seconds(current) {
  return Math.round((Date.now() - current.startedAt) / 1000);
}

function tellNews() {
  for (const current of active) process.stdout.write(`  ${current.title} … ${seconds(current)} s\n`);
}

function showStatus() {
  if (!isTerminal || active.size === 0) return;
  const status = [...active].map((current) => `${current.title} … ${seconds(current)} s`).join('   ');
  process.stdout.write(`\r\x1b[2K  ${status.slice(0, (process.stdout.columns ?? 80) - 3)}`);
}

function clearStatus() {
  if (isTerminal && active.size > 0) process.stdout.write('\r\x1b[2K');
}
