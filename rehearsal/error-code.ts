/** The system's code of an error, such as `EEXIST`; empty when it has none. */
export function errorCode(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

/** Whether an error is the system's answer to a call of ours, such as opening a file. */
export const isSystemError = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "syscall" in error;
