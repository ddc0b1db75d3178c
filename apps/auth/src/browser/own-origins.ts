/** Where pages of ours are: the public address, and on a developer's machine its other name, where passkeys work. */
export function ownOrigins(publicUrl: string): ReadonlySet<string> {
  const { origin, hostname, protocol, port } = new URL(publicUrl);
  if (hostname !== '127.0.0.1') return new Set([origin]);
  return new Set([origin, `${protocol}//localhost${port && `:${port}`}`]);
}
