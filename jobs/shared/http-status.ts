/** Status of the HTTP answer that a client made an error of; 0 when there was none. */
export function statusOf(error: unknown): number {
  return error instanceof Error && "status" in error && typeof error.status === "number" ? error.status : 0;
}
