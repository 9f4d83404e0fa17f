/** What any part of the server answers with; `cut` closes the socket without a word. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  cut?: boolean;
}

export interface TextAnswer extends Answer {
  body: string;
}

export function jsonAnswer(
  status: number,
  value: object,
  headers: Record<string, string> = {},
): TextAnswer {
  return {
    status,
    headers: {
      'cache-control': 'no-cache, no-store',
      'content-type': 'application/json',
      ...headers,
    },
    body: `${JSON.stringify(value)}\n`,
  };
}
