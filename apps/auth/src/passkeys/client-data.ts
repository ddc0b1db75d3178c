/**
 * Whether the browser says that this happened in a frame on a page of another origin.
 *
 * TRAP: the library looks at the outer page's name where the browser gives it. One that gives none would get by, so no frame is accepted at all.
 */
export function isCrossOrigin(clientDataJSON: string): boolean {
  const { crossOrigin } = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()) as { crossOrigin?: unknown };
  return crossOrigin !== undefined && crossOrigin !== false;
}

/** An account's id as an authenticator keeps it: 16 bytes that say nothing about the person. */
export const uuidBytes = (uuid: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(uuid.replaceAll('-', ''), 'hex'));
