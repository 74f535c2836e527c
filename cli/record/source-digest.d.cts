export const SETTINGS: readonly string[];
export function sourceDigest(folders: readonly string[], root?: string): string | null;
