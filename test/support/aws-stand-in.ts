import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A `PutMetricData`: values by name. */
export interface Put {
  readonly namespace: string;
  readonly values: Readonly<Record<string, number>>;
  readonly authorization: string;
}

/** What a pod asks of AWS: its credentials, CloudWatch, S3's list and RDS. */
export class AwsStandIn {
  readonly puts: Put[] = [];
  /** What S3 says of the object; null while there is none. */
  snapshotAt: Date | null = new Date();
  /** By identifier in RDS; null where backups are off. */
  restorableAt: Readonly<Record<string, Date | null>> = {};
  /** Status that CloudWatch answers with. */
  status = 200;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const [status, text] = this.answer(request.url ?? "", Buffer.concat(chunks).toString(), {
          authorization: request.headers.authorization ?? "",
        });
        response.writeHead(status).end(text);
      });
    });
  }

  static async start(): Promise<AwsStandIn> {
    const one = new AwsStandIn();
    await new Promise<void>((ready) => one.server.listen(0, "127.0.0.1", ready));
    return one;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  urlOf = (service: string): string => `${this.url}/${service}`;

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(
    url: string,
    body: string,
    { authorization }: { readonly authorization: string },
  ): [number, string] {
    if (url === "/credentials")
      return authorization === "token"
        ? [
            200,
            JSON.stringify({
              AccessKeyId: "AKIDEXAMPLE",
              SecretAccessKey: "secret",
              Token: "session",
              Expiration: new Date(Date.now() + 3_600_000).toISOString(),
            }),
          ]
        : [401, ""];
    const form = new URLSearchParams(body);
    if (url.startsWith("/monitoring")) {
      if (this.status !== 200)
        return [this.status, "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>"];
      const values: Record<string, number> = {};
      for (let index = 1; form.has(`MetricData.member.${index}.MetricName`); index++)
        values[form.get(`MetricData.member.${index}.MetricName`) ?? ""] = Number(
          form.get(`MetricData.member.${index}.Value`),
        );
      this.puts.push({ namespace: form.get("Namespace") ?? "", values, authorization });
      return [200, "<PutMetricDataResponse/>"];
    }
    if (url.startsWith("/rds")) {
      const at = this.restorableAt[form.get("DBInstanceIdentifier") ?? ""];
      if (at === undefined)
        return [404, "<ErrorResponse><Error><Code>DBInstanceNotFound</Code></Error></ErrorResponse>"];
      return [
        200,
        `<DBInstance>${at === null ? "" : `<LatestRestorableTime>${at.toISOString()}</LatestRestorableTime>`}</DBInstance>`,
      ];
    }
    const prefix = new URL(url, this.url).searchParams.get("prefix") ?? "";
    const found =
      this.snapshotAt === null
        ? ""
        : `<Contents><Key>${prefix}</Key><LastModified>${this.snapshotAt.toISOString()}</LastModified></Contents>`;
    return [200, `<ListBucketResult>${found}</ListBucketResult>`];
  }
}
