import type { ApiServer } from "../kubernetes/api-server";

/** What every object has, as the server gives it. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
}

interface Listed {
  readonly metadata: Metadata;
}

/** @throws Error in the server's words */
export async function list<Item extends Listed>(api: ApiServer, path: string): Promise<readonly Item[]> {
  const { status, body } = await api(path);
  if (status !== 200) throw new Error(`${path}: ${String(body["message"])}`);
  return body["items"] as readonly Item[];
}

/** An object that went or changed meanwhile is looked at again in the next round. */
const MEANWHILE = [404, 409];

/** @throws Error in the server's words */
export async function patch(api: ApiServer, path: string, body: unknown): Promise<void> {
  const answer = await api(path, { method: "PATCH", body, contentType: "application/merge-patch+json" });
  if (answer.status >= 300 && !MEANWHILE.includes(answer.status))
    throw new Error(`${path}: ${String(answer.body["message"])}`);
}

/** @throws Error in the server's words */
export async function create(api: ApiServer, path: string, body: unknown): Promise<void> {
  const answer = await api(path, { method: "POST", body });
  if (answer.status >= 300 && !MEANWHILE.includes(answer.status))
    throw new Error(`${path}: ${String(answer.body["message"])}`);
}
