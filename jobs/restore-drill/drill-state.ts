import { AwsClient } from "aws4fetch";
import * as z from "zod";
import type { Credentials } from "../shared/pod-identity";

const stateSchema = z.object({
  /** Of the last drill, whatever came of it. */
  time: z.string(),
  succeeded: z.boolean(),
  lastSuccess: z.string().nullable(),
  snapshot: z.string(),
  minutes: z.number(),
  tables: z.number(),
  rows: z.number(),
  problems: z.array(z.string()),
});
export type DrillState = z.infer<typeof stateSchema>;

/** The object in S3 that says what came of the last drill. */
export class StateObject {
  constructor(
    private readonly url: string,
    private readonly region: string,
    private readonly credentials: () => Promise<Credentials>,
  ) {}

  /** @returns undefined before the first drill; S3 says 403 of a missing object to whoever may not list the whole bucket */
  async read(): Promise<DrillState | undefined> {
    const answer = await (await this.client()).fetch(this.url);
    if (answer.status === 404 || answer.status === 403) return undefined;
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`S3 does not give the state of the last drill: HTTP ${answer.status} ${text}`);
    return stateSchema.parse(JSON.parse(text));
  }

  async write(state: DrillState): Promise<void> {
    const body = `${JSON.stringify(state)}\n`;
    const answer = await (await this.client()).fetch(this.url, { method: "PUT", body });
    if (!answer.ok)
      throw new Error(
        `S3 does not take the state of the drill: HTTP ${answer.status} ${await answer.text()}`,
      );
  }

  private async client(): Promise<AwsClient> {
    return new AwsClient({ ...(await this.credentials()), service: "s3", region: this.region });
  }
}
