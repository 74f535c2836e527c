/** Of Node itself, for a process that records. */
export const RECORDER_OPTIONS: readonly string[];
export function ask(question: string): Promise<string>;
