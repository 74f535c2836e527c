import { kindOf } from "../../kinds";
import { isCustomResource } from "../../models/manifest/manifest";
import { at, listOf } from "../../models/manifest/values";
import { openBlocks } from "../../tiers";
import { shown, textOf } from "../read";
import type { PolicyResource } from "../rule";
import { isDocument, isNarrowing, statementsOf } from "../statements";
import { BUCKET, QUEUE, SECRET, TOPIC } from "./companions";
import { RESOURCE_POLICIES } from "./identities";
import type { Inventory } from "./inventory";
import {
  CACHE,
  CLUSTER,
  DATABASE,
  entries,
  entriesTo,
  holdersOf,
  INSTANCE,
  LOAD_BALANCER,
  SUBNET,
  waysOut,
  type Holder,
} from "./network";

/** Whom something answers that anybody on the internet could ask. */
export const ANSWERS = ["everybody", "listed addresses", "nobody", "unknown"] as const;

export interface InternetAnswer {
  readonly resource: PolicyResource;
  readonly answers: (typeof ANSWERS)[number];
  readonly why: string;
}

type Told = Omit<InternetAnswer, "resource">;

const everybody = (why: string): Told => ({ answers: "everybody", why });
const nobody = (why: string): Told => ({ answers: "nobody", why });
const unknown = (why: string): Told => ({ answers: "unknown", why });

const ofDistribution = ({ inputs }: PolicyResource): Told =>
  inputs["enabled"] === false ? nobody("it is switched off") : everybody("that is what it is for");

const ofLoadBalancer = ({ inputs }: PolicyResource): Told =>
  inputs["internal"] === true ? nobody("it has private addresses only") : everybody("it is not internal");

function ofCluster({ inputs }: PolicyResource): Told {
  if (at(inputs, "vpcConfig.endpointPublicAccess") === false)
    return nobody("its API has a private endpoint only");
  const cidrs = listOf(at(inputs, "vpcConfig.publicAccessCidrs")).map(textOf);
  if (cidrs.length === 0) return everybody("publicAccessCidrs is empty, which EKS takes for all addresses");
  return openBlocks(cidrs).length > 0
    ? everybody(`publicAccessCidrs is ${cidrs.join(", ")}`)
    : { answers: "listed addresses", why: `publicAccessCidrs is ${cidrs.join(", ")}` };
}

const ofDatabase = ({ inputs }: PolicyResource): Told =>
  inputs["publiclyAccessible"] === false
    ? nobody("it has no public address")
    : everybody("it has a public address");

/** Whether a subnet lies open: a route both ways, and addresses for whatever starts in it. */
function openSubnets(inventory: Inventory, { subnets }: Holder): string[] {
  return subnets.flatMap((id) => {
    const subnet = inventory.meant(SUBNET, id);
    if (subnet === undefined) return [];
    const isPublic = waysOut(inventory, subnet).some(({ kind }) => kind === "internet");
    return isPublic ? [subnet.name] : [];
  });
}

/** An address of its own, given to the instance or to its network interface. */
function hasAddress(inventory: Inventory, { inputs, name }: PolicyResource): boolean {
  if (inputs["associatePublicIpAddress"] === true) return true;
  const own = textOf(at(inputs, "primaryNetworkInterface.networkInterfaceId"));
  return inventory
    .ofType("aws:ec2/eip:Eip")
    .some(
      (address) =>
        (own !== "" && address.inputs["networkInterface"] === own) ||
        inventory.meant(INSTANCE, address.inputs["instance"])?.name === name,
    );
}

function ofInstance(inventory: Inventory, holder: Holder): Told {
  const lets = entriesTo(inventory, holder, entries(inventory, "ingress"))
    .filter(({ source }) => source.kind === "range")
    .map(({ source }) => source.text);
  const open = openBlocks(lets);
  if (!hasAddress(inventory, holder.resource)) return nobody("it has no public address");
  if (open.length > 0) return everybody(`its security group lets in ${open.join(", ")}`);
  return nobody(`its security group lets in ${lets.join(", ")} alone`);
}

function ofNodes(inventory: Inventory, holder: Holder): Told {
  if (holder.subnets.length === 0) return unknown("its subnets are not named");
  const open = openSubnets(inventory, holder);
  if (open.length === 0) return nobody("its subnets have no route in");
  return unknown(`${open.join(", ")} has a route in: its security groups decide`);
}

const opens = (document: unknown): boolean | undefined =>
  document === undefined
    ? false
    : isDocument(document)
      ? statementsOf(document).some(
          ({ effect, principals, inverted, conditions }) =>
            effect === "Allow" &&
            (inverted.includes("NotPrincipal") || principals.some(({ value }) => value === "*")) &&
            !conditions.some(isNarrowing),
        )
      : undefined;

/** Companions that hold the policy of a thing, and the input by which they mean it. */
const POLICY_OF: Readonly<Record<string, readonly (readonly [type: string, by: string])[]>> = {
  [BUCKET]: [["aws:s3/bucketPolicy:BucketPolicy", "bucket"]],
  [QUEUE]: [["aws:sqs/queuePolicy:QueuePolicy", "queueUrl"]],
  [TOPIC]: [["aws:sns/topicPolicy:TopicPolicy", "arn"]],
  [SECRET]: [["aws:secretsmanager/secretPolicy:SecretPolicy", "secretArn"]],
};

/** AWS's own services are on the internet: only a policy closes what they hold. */
function ofService(inventory: Inventory, resource: PolicyResource): Told {
  const documents = [
    resource.inputs["policy"],
    ...(POLICY_OF[resource.type] ?? []).flatMap(([type, by]) =>
      inventory
        .pointingAt(resource, type, by)
        .map(({ inputs }) => inputs[RESOURCE_POLICIES[type] ?? "policy"] ?? "absent"),
    ),
  ].map(opens);
  const isBlocked =
    resource.type === BUCKET &&
    inventory
      .pointingAt(resource, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "bucket")
      .some(({ inputs }) =>
        ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].every(
          (key) => inputs[key] === true,
        ),
      );
  if (resource.type === BUCKET && !isBlocked)
    return documents.includes(true)
      ? everybody("its policy lets in everybody")
      : unknown("nothing blocks what an object's access list or a later policy opens");
  if (documents.includes(undefined)) return unknown("its policy cannot be read");
  return documents.includes(true) && !isBlocked
    ? everybody("its policy lets in everybody")
    : nobody(isBlocked ? "public access is blocked" : "its policy lets in nobody else");
}

function ofKubernetesService({ inputs }: PolicyResource): Told {
  const type = at(inputs, "spec.type") ?? "ClusterIP";
  if (type === "LoadBalancer") return everybody("Kubernetes makes a load balancer of it");
  if (type !== "ClusterIP" || listOf(at(inputs, "spec.externalIPs")).length > 0)
    return unknown(`spec.type is ${shown(type)}`);
  return nobody("it has an address of the cluster only");
}

/**
 * What of a stack answers on the internet, in the order in which a request would come in. Of a type that nobody has
 * described it is not known.
 */
export function internetAnswers(inventory: Inventory): readonly InternetAnswer[] {
  const holders = holdersOf(inventory);
  const holderOf = (resource: PolicyResource): Holder | undefined =>
    holders.find((holder) => holder.resource === resource);
  const ofHolder = (tell: (inventory: Inventory, holder: Holder) => Told) => (resource: PolicyResource) => {
    const holder = holderOf(resource);
    return holder === undefined ? unknown("it is in no subnet") : tell(inventory, holder);
  };
  const service = (resource: PolicyResource): Told => ofService(inventory, resource);
  const TELLING: readonly (readonly [type: string, tell: (resource: PolicyResource) => Told])[] = [
    ["aws:cloudfront/distribution:Distribution", ofDistribution],
    [CLUSTER, ofCluster],
    [LOAD_BALANCER, ofLoadBalancer],
    [INSTANCE, ofHolder(ofInstance)],
    ["aws:ec2/natGateway:NatGateway", () => nobody("it lets in only answers to what went out")],
    ["kubernetes:eks.amazonaws.com/v1:NodeClass", ofHolder(ofNodes)],
    ["kubernetes:core/v1:Service", ofKubernetesService],
    [DATABASE, ofDatabase],
    [CACHE, () => nobody("ElastiCache gives no public addresses")],
    [BUCKET, service],
    [QUEUE, service],
    [TOPIC, service],
    [SECRET, service],
  ];
  return [
    ...TELLING.flatMap(([type, tell]) =>
      inventory.ofType(type).map((resource) => ({ resource, ...tell(resource) })),
    ),
    ...inventory.resources
      .filter((resource) => isCustomResource(resource) && kindOf(resource.type) === undefined)
      .map((resource) => ({ resource, ...unknown(`nothing is known of the type ${resource.type}`) })),
  ];
}
