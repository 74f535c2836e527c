import { isReplica } from "../../kinds/rds/replica";
import { instance } from "@viz-js/viz";
import { ofType, type Manifest, type ManifestResource } from "../../models/manifest/manifest";
import { plural, tierTitle } from "../print/figures";

interface Box {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly fill: string;
}

const FILL = { edge: "#e8f0fe", app: "#e6f4ea", data: "#fef7e0", side: "#f1f3f4" };
const FONT = "Helvetica,Arial,sans-serif";

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const amount = (value: unknown): number => (typeof value === "number" ? value : 0);
const spec = ({ inputs }: ManifestResource): Record<string, unknown> =>
  (inputs["spec"] ?? {}) as Record<string, unknown>;
const objectName = ({ inputs }: ManifestResource): string =>
  text(((inputs["metadata"] ?? {}) as Record<string, unknown>)["name"]);

function deployments(manifest: Manifest): Box[] {
  const autoscalers = new Map(
    ofType(manifest, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler").map((hpa) => [
      objectName(hpa),
      spec(hpa),
    ]),
  );
  return ofType(manifest, "kubernetes:apps/v1:Deployment").map((deployment) => {
    const name = objectName(deployment);
    const scaled = autoscalers.get(name);
    const replicas =
      scaled === undefined
        ? plural(amount(spec(deployment)["replicas"]), "pod")
        : `${amount(scaled["minReplicas"])} to ${amount(scaled["maxReplicas"])} pods`;
    const pooler = deployment.component === "postgres";
    return {
      id: name,
      title: pooler ? `PgBouncer ${name}` : name,
      detail: replicas,
      fill: FILL.app,
    };
  });
}

function databases(manifest: Manifest): Box[] {
  const instances = ofType(manifest, "aws:rds/instance:Instance");
  const replicas = instances.filter(isReplica);
  const primaries = instances.filter((instanceResource) => !replicas.includes(instanceResource));
  const [first] = primaries;
  const standby = first?.inputs["multiAz"] === true ? " + standby" : "";
  const size = text(first?.inputs["instanceClass"]);
  return [
    {
      id: "primaries",
      title: "RDS for PostgreSQL",
      detail: `${primaries.length} × ${size}${standby}`,
      fill: FILL.data,
    },
    ...(replicas.length === 0
      ? []
      : [
          { id: "replicas", title: "Read replicas", detail: `${replicas.length} × ${size}`, fill: FILL.data },
        ]),
  ];
}

function caches(manifest: Manifest): Box[] {
  return ofType(manifest, "aws:elasticache/replicationGroup:ReplicationGroup").map(({ name, inputs }) => {
    const group = name.replace(/^valkey-|-group$/g, "");
    return {
      id: `cache-${group}`,
      title: `Valkey ${group}`,
      detail: `${plural(amount(inputs["numNodeGroups"]), "shard")} × ${plural(1 + amount(inputs["replicasPerNodeGroup"]), "node")}`,
      fill: FILL.data,
    };
  });
}

function singles(manifest: Manifest): Box[] {
  const has = (type: string) => ofType(manifest, type).length > 0;
  const vectors = ofType(manifest, "kubernetes:apps/v1:StatefulSet")[0];
  const nats = ofType(manifest, "aws:ec2/natGateway:NatGateway").length;
  return [
    {
      id: "cloudfront",
      title: "CloudFront",
      detail: has("aws:wafv2/webAcl:WebAcl") ? "with a web ACL" : "",
      fill: FILL.edge,
    },
    { id: "assets", title: "S3 assets", detail: "private, by OAC", fill: FILL.edge },
    { id: "alb", title: "Internal load balancer", detail: "reached by a VPC origin", fill: FILL.edge },
    {
      id: "qdrant",
      title: "Qdrant",
      detail: plural(vectors === undefined ? 0 : amount(spec(vectors)["replicas"]), "peer"),
      fill: FILL.data,
    },
    { id: "queue", title: "SQS", detail: "background work", fill: FILL.side },
    { id: "snapshots", title: "S3 snapshots", detail: "of Qdrant, daily", fill: FILL.side },
    {
      id: "egress",
      title: "Egress",
      detail: nats === 0 ? "NAT instance" : plural(nats, "NAT gateway"),
      fill: FILL.side,
    },
  ];
}

/** Who calls whom; an edge is drawn when both ends exist in the manifest. */
const CALLS: readonly (readonly [string, string])[] = [
  ["users", "cloudfront"],
  ["cloudfront", "assets"],
  ["cloudfront", "alb"],
  ["alb", "web"],
  ["alb", "web-next"],
  ["web", "queue"],
  ["queue", "worker"],
  ["web", "postgres-rw"],
  ["web", "postgres-ro"],
  ["web-next", "postgres-rw"],
  ["worker", "postgres-rw"],
  ["postgres-rw", "primaries"],
  ["postgres-ro", "replicas"],
  ["web", "cache-main"],
  ["worker", "cache-embeddings"],
  ["web", "cache-embeddings"],
  ["web", "qdrant"],
  ["worker", "qdrant"],
  ["qdrant", "snapshots"],
  ["worker", "egress"],
  ["web", "egress"],
];

// Plain labels are centred; HTML-like ones begin at a computed place and drift with the reader's font.
const node = ({ id, title, detail, fill }: Box): string =>
  `"${id}" [label="${title}${detail === "" ? "" : `\\n${detail}`}", fillcolor="${fill}"];`;

const cluster = (id: string, label: string, boxes: readonly Box[]): string =>
  `subgraph "cluster_${id}" { label="${label}"; labelloc=t; ${boxes.map(node).join(" ")} }`;

/** The architecture of a manifest in Graphviz' language. */
function architectureDot(manifest: Manifest): string {
  const single = singles(manifest);
  const pick = (...ids: string[]) => single.filter(({ id }) => ids.includes(id));
  const groups: readonly (readonly [string, string, readonly Box[]])[] = [
    ["edge", "the internet sees only this", pick("cloudfront", "assets")],
    [
      "private",
      "private subnets: EKS Auto Mode",
      [...pick("alb", "qdrant", "egress"), ...deployments(manifest)],
    ],
    ["data", "data subnets", [...databases(manifest), ...caches(manifest)]],
    ["regional", "regional services", pick("queue", "snapshots")],
  ];
  const ids = new Set(["users", ...groups.flatMap(([, , boxes]) => boxes.map(({ id }) => id))]);
  const edges = CALLS.filter(([from, to]) => ids.has(from) && ids.has(to)).map(
    ([from, to]) => `"${from}" -> "${to}";`,
  );
  return [
    "digraph architecture {",
    `rankdir=LR; fontname="${FONT}"; fontsize=12; nodesep=0.25; ranksep=0.6; bgcolor="white";`,
    `label="Tier ${tierTitle(manifest.tier)}, drawn from its manifest"; labelloc=b;`,
    `node [shape=box, style="rounded,filled", color="#5f6368", fontname="${FONT}", fontsize=12, margin="0.32,0.12"];`,
    `edge [color="#5f6368", arrowsize=0.7];`,
    `graph [style="rounded", color="#bdc1c6"];`,
    `"users" [label="users", shape=ellipse, fillcolor="white"];`,
    ...groups
      .filter(([, , boxes]) => boxes.length > 0)
      .map(([id, label, boxes]) => cluster(id, label, boxes)),
    ...edges,
    "}",
    "",
  ].join("\n");
}

/** The architecture of a manifest as a picture; the same manifest always gives the same picture. */
export async function architectureSvg(manifest: Manifest): Promise<string> {
  const viz = await instance();
  return viz.renderString(architectureDot(manifest), { format: "svg" });
}
