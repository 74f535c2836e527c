export function sourceDigest(folders: readonly string[], root?: string): string | null;
