export const SETTINGS: readonly string[];
export function sourceDigest(folders: readonly string[], root?: string): string | null;
export function ranSourcesOf(
  digest: string | null,
  folders: readonly string[],
  root?: string,
  startedMs?: number,
): boolean;
