import { AwsClient } from "aws4fetch";
import type { Credentials } from "../shared/pod-identity";

export interface SnapshotStoreArgs {
  /** Address of the bucket with the prefix, without a slash at its end. */
  readonly url: string;
  readonly region: string;
  readonly credentials: () => Promise<Credentials>;
}

/** A peer begins to download at once; what is left of the role's keys may be less. */
const PRESIGNED_SECONDS = 3_600;

/** The bucket of the snapshot job, for reading. */
export class SnapshotStore {
  constructor(private readonly args: SnapshotStoreArgs) {}

  /** @returns undefined where there is no such object; S3 says 403 of one to whoever may not list the whole bucket */
  async text(key: string): Promise<string | undefined> {
    const client = await this.client();
    const answer = await client.fetch(this.urlOf(key));
    if (answer.status === 404 || answer.status === 403) return undefined;
    if (!answer.ok) throw new Error(`S3 does not give ${key}: HTTP ${answer.status} ${await answer.text()}`);
    return answer.text();
  }

  /** An address at which one object can be read for an hour, by whoever has it. */
  async presigned(key: string): Promise<string> {
    const client = await this.client();
    const url = this.urlOf(key);
    url.searchParams.set("X-Amz-Expires", String(PRESIGNED_SECONDS));
    const { url: signed } = await client.sign(url.href, { method: "GET", aws: { signQuery: true } });
    return signed;
  }

  /** Keys hold percent signs: the snapshot job has encoded the names in them. */
  private urlOf(key: string): URL {
    return new URL(`${this.args.url}/${key.split("/").map(encodeURIComponent).join("/")}`);
  }

  private async client(): Promise<AwsClient> {
    return new AwsClient({ ...(await this.args.credentials()), service: "s3", region: this.args.region });
  }
}
