import { setTimeout as wait } from "node:timers/promises";
import type { Answer, ApiServer } from "../kubernetes/api-server";

/** What every object has, as the server gives it. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
}

interface Listed {
  readonly metadata: Metadata;
}

/** A server that has too much to do says so, and is asked again. */
const BUSY = [429, 500, 503, 504];
const ATTEMPTS = 20;

export const isBusy = ({ status }: Pick<Answer, "status">): boolean => BUSY.includes(status);

/** @throws Error in the server's words */
export async function list<Item extends Listed>(api: ApiServer, path: string): Promise<readonly Item[]> {
  for (let attempt = 1; ; attempt++) {
    const { status, body } = await api(path);
    if (status === 200) return body["items"] as readonly Item[];
    if (!isBusy({ status }) || attempt === ATTEMPTS)
      throw new Error(`${path}: ${status} ${String(body["message"] ?? body["text"])}`);
    await wait(500);
  }
}

/** An object that went or changed meanwhile, or a busy server: it is looked at again in the next round. */
const MEANWHILE = [404, 409, ...BUSY];

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
