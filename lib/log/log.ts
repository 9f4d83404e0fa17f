type Fields = Record<string, string | number | boolean | null | undefined>;

/**
 * Writes one JSON line per event to standard output (errors to standard error). Fields are ids,
 * codes, counts and times; never a name, an address, a token or a message, because logs outlive
 * the right to keep those (SECURITY.md 7.1, INV-13). JSON escapes every control character, so a
 * field cannot forge a second line.
 */
export const log = {
  info: (event: string, fields: Fields = {}) => write('info', event, fields),
  warn: (event: string, fields: Fields = {}) => write('warn', event, fields),
  /** `cause` is logged as its name, code and the first stack frame: messages may quote user data. */
  error: (event: string, cause: unknown, fields: Fields = {}) =>
    write('error', event, { ...fields, ...describe(cause) }),
};

function write(level: 'info' | 'warn' | 'error', event: string, fields: Fields): void {
  if (process.env.TUPPENCE_LOG === 'silent') return;
  const line = JSON.stringify({ ts: new Date().toISOString(), level, event, ...fields });
  (level === 'error' ? process.stderr : process.stdout).write(line + '\n');
}

function describe(cause: unknown): Fields {
  if (!(cause instanceof Error)) return { error: typeof cause };
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  const frames = cause.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')) ?? [];
  return { error: cause.name, code, at: frames.slice(0, 3).map((frame) => frame.trim()).join(' < ') };
}
