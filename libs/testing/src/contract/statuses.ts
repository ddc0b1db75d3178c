/** Asks all questions at once; the status of each answer, by the text that was asked. */
export async function statuses(texts: string[], ask: (text: string) => Promise<{ status: number }>): Promise<Record<string, number>> {
  return Object.fromEntries(await Promise.all(texts.map(async (text) => [text, (await ask(text)).status] as const)));
}

/** What {@link statuses} should be where all are the same. */
export const all = (texts: string[], status: number): Record<string, number> => Object.fromEntries(texts.map((text) => [text, status]));
