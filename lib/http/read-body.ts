import type { IncomingMessage } from 'node:http';

export type BodyFault = 'too_large' | 'too_slow' | 'broken_off';

/**
 * Reads a request's raw body, at most `limitBytes` long and within `limitMs`. Answers the bytes as
 * they came, because a signature is over bytes, or the fault as a word.
 */
export function readBody(
  request: IncomingMessage,
  limitBytes: number,
  limitMs: number,
): Promise<Buffer | BodyFault> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => settle('too_slow'), limitMs);

    function settle(result: Buffer | BodyFault): void {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onBreak).off('close', onBreak);
      // What still comes is not kept; the error of a socket that breaks later has no reader.
      if (!Buffer.isBuffer(result)) request.on('error', () => undefined).resume();
      resolve(result);
    }
    function onData(chunk: Buffer): void {
      size += chunk.length;
      if (size > limitBytes) settle('too_large');
      else chunks.push(chunk);
    }
    const onEnd = (): void => settle(Buffer.concat(chunks, size));
    const onBreak = (): void => settle('broken_off');
    request.on('data', onData).on('end', onEnd).on('error', onBreak).on('close', onBreak);
  });
}
