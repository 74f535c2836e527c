export const ROOT: string;
export const CACHE: string;
export function keep(file: string, text: string): void;
export function readKept(file: string): string | undefined;
