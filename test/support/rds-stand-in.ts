import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Instance {
  status: string;
  readonly snapshot: string;
  readonly tags: Readonly<Record<string, string>>;
}

const escapeText = (text: string): string => text.replaceAll("<", "&lt;");

/**
 * RDS, CloudWatch and S3 as far as a drill asks them. An instance takes some questions to be made and to be deleted, and
 * cannot be deleted while it is made.
 */
export class RdsStandIn {
  /** Snapshots by their identifiers, with their times. */
  readonly snapshots = new Map<
    string,
    { readonly instance: string; readonly time: string; readonly status?: string }
  >();
  readonly instances = new Map<string, Instance>();
  /** Objects of S3, by path. */
  readonly objects = new Map<string, string>();
  /** Values of the metric that were put, in order. */
  readonly ages: number[] = [];
  /** Actions in order, such as `rds DeleteDBInstance`. */
  readonly actions: string[] = [];
  /** Runs before an action. */
  before: (action: string) => void = () => undefined;
  private server: Server | undefined;
  private readonly steps = new Map<string, number>();

  async start(): Promise<void> {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    this.server?.close();
    await once(this.server ?? createServer(), "close");
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? "";
    if (!/^AWS4-HMAC-SHA256 Credential=test\//.test(request.headers.authorization ?? ""))
      return void response.writeHead(403).end("<Error><Code>AccessDenied</Code></Error>");
    if (path !== "/") {
      if (request.method === "PUT") this.objects.set(path, body);
      const text = this.objects.get(path);
      return void response.writeHead(text === undefined ? 404 : 200).end(text ?? "");
    }
    const given = Object.fromEntries(new URLSearchParams(body));
    const action = given["Action"] ?? "";
    this.actions.push(action);
    this.before(action);
    const [status, text] = this.carryOut(action, given);
    response.writeHead(status).end(`<${action}Response>${text}</${action}Response>`);
  }

  private carryOut(action: string, given: Readonly<Record<string, string>>): readonly [number, string] {
    const identifier = given["DBInstanceIdentifier"] ?? "";
    const refused = (code: string, message: string) =>
      [400, `<Error><Code>${code}</Code><Message>${escapeText(message)}</Message></Error>`] as const;
    switch (action) {
      case "PutMetricData":
        this.ages.push(Number(given["MetricData.member.1.Value"]));
        return [200, ""];
      case "DescribeDBSnapshots": {
        const own = [...this.snapshots].filter(([, { instance }]) => instance === identifier);
        const texts = own.map(
          ([name, { time, status = "available" }]) =>
            `<DBSnapshot><DBSnapshotIdentifier>${name}</DBSnapshotIdentifier><SnapshotCreateTime>${time}</SnapshotCreateTime><Status>${status}</Status></DBSnapshot>`,
        );
        return [200, `<DBSnapshots>${texts.join("\n")}</DBSnapshots>`];
      }
      case "DescribeDBInstances": {
        const instance = this.advance(identifier);
        if (instance === undefined)
          return refused("DBInstanceNotFound", `DBInstance ${identifier} not found.`);
        const tags = Object.entries(instance.tags).map(
          ([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`,
        );
        const endpoint =
          instance.status === "creating"
            ? ""
            : `<Endpoint><Port>5432</Port><Address>${identifier}.example</Address></Endpoint>`;
        return [
          200,
          `<DBInstances><DBInstance><DBInstanceStatus>${instance.status}</DBInstanceStatus>${endpoint}<TagList>${tags.join("")}</TagList></DBInstance></DBInstances>`,
        ];
      }
      case "RestoreDBInstanceFromDBSnapshot": {
        if (this.instances.has(identifier))
          return refused("DBInstanceAlreadyExists", `DB instance ${identifier} already exists`);
        const tags: Record<string, string> = {};
        for (let index = 1; given[`Tags.Tag.${index}.Key`] !== undefined; index++)
          tags[given[`Tags.Tag.${index}.Key`] ?? ""] = given[`Tags.Tag.${index}.Value`] ?? "";
        this.instances.set(identifier, {
          status: "creating",
          snapshot: given["DBSnapshotIdentifier"] ?? "",
          tags,
        });
        return [200, ""];
      }
      case "DeleteDBInstance": {
        const instance = this.instances.get(identifier);
        if (instance === undefined)
          return refused("DBInstanceNotFound", `DBInstance ${identifier} not found.`);
        if (instance.tags["restore-drill"] !== "true")
          return refused("AccessDenied", "is not authorized to perform: rds:DeleteDBInstance");
        if (instance.status === "creating")
          return refused("InvalidDBInstanceState", "Instance is being created.");
        if (given["SkipFinalSnapshot"] !== "true" || given["DeleteAutomatedBackups"] !== "true")
          throw new Error("A drill leaves nothing.");
        instance.status = "deleting";
        return [200, ""];
      }
      default:
        return refused("InvalidAction", action);
    }
  }

  /** Every third question finds an instance further on. */
  private advance(identifier: string): Instance | undefined {
    const instance = this.instances.get(identifier);
    if (instance === undefined) return undefined;
    const step = (this.steps.get(identifier) ?? 0) + 1;
    this.steps.set(identifier, step);
    if (step % 3 !== 0) return instance;
    if (instance.status === "creating") instance.status = "available";
    else if (instance.status === "deleting") this.instances.delete(identifier);
    return this.instances.get(identifier);
  }
}
