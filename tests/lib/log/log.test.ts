import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { log } from '@/lib/log';

const written: string[] = [];

beforeEach(() => {
  written.length = 0;
  vi.stubEnv('TUPPENCE_LOG', 'on');
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const HOSTILE = ['\r\n{"level":"error","event":"forged"}', '\u001b[31mred\u001b[0m', '","event":"forged', '\u2028\u2029\u0000\u0085'];

test('whatever a field carries, an event is one line of JSON and says what was said', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE));
  fc.assert(
    fc.property(text, (value) => {
      written.length = 0;
      log.info('request', { path: value });
      expect(written).toHaveLength(1);
      const [line = ''] = written;
      expect(line.endsWith('\n')).toBe(true);
      expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f]/);
      expect(JSON.parse(line)).toMatchObject({ level: 'info', event: 'request', path: value });
    }),
  );
});

test('an error is logged by its name, code and place, never by its words, which may quote somebody', () => {
  const cause = Object.assign(new Error('duplicate key (email)=(ada@fans.example)'), { code: '23505' });
  log.error('request.crashed', cause, { request_id: 'r-1' });
  log.error('request.crashed', 'sk_live_secret');
  expect(JSON.parse(written[0] ?? '')).toMatchObject({ level: 'error', error: 'Error', code: '23505', request_id: 'r-1' });
  expect(written.join('')).not.toMatch(/ada@|sk_live/);
});
