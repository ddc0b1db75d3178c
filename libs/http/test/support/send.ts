/** What came back, read to its end. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** One request; an object as body travels as JSON, a string as it is. */
export async function send(url: string, method: string, path: string, { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}): Promise<Answer> {
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(url + path, { method, headers: { ...type, ...headers }, body: typeof body === 'object' ? JSON.stringify(body) : (body as string) });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text } };
}
