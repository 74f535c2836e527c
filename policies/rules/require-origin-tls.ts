import { at, listOf } from "../../models/manifest/values";
import { inventoryOf, type Inventory } from "../effects/inventory";
import { LOAD_BALANCER } from "../effects/network";
import { shown, textOf } from "../read";
import type { PolicyResource, StackProblem, StackRule } from "../rule";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";
const LISTENER = "aws:lb/listener:Listener";

const ENCRYPTED = "https-only";

/** A listener that takes requests in clear, and one that nobody answers at the port that CloudFront asks. */
function ofListeners(inventory: Inventory, origin: PolicyResource): StackProblem[] {
  const config = origin.inputs["vpcOriginEndpointConfig"];
  const balancer = inventory.meant(LOAD_BALANCER, at(config, "arn"));
  const listeners = balancer === undefined ? [] : inventory.pointingAt(balancer, LISTENER, "loadBalancerArn");
  const port = at(config, "httpsPort");
  const answers = listeners.some(({ inputs }) => inputs["port"] === port && inputs["protocol"] === "HTTPS");
  return [
    ...(answers
      ? []
      : [
          {
            urn: origin.urn,
            wrong: `no HTTPS listener of its load balancer is at port ${String(port)}`,
            allowed: "a listener with the certificate of the domain",
          },
        ]),
    ...listeners
      .filter(({ inputs }) => inputs["protocol"] !== "HTTPS")
      .map(({ urn, inputs }) => ({
        urn,
        wrong: `protocol is ${shown(inputs["protocol"])}, behind a distribution with a domain`,
        allowed: "HTTPS alone",
      })),
  ];
}

function ofOrigin(inventory: Inventory, distribution: PolicyResource, origin: unknown): StackProblem[] {
  const plain = (urn: string, policy: unknown): StackProblem => ({
    urn,
    wrong: `originProtocolPolicy is ${shown(policy)}, behind a distribution with a domain`,
    allowed: ENCRYPTED,
  });
  const ofServer = at(origin, "customOriginConfig.originProtocolPolicy");
  if (at(origin, "customOriginConfig") !== undefined)
    return ofServer === ENCRYPTED ? [] : [plain(distribution.urn, ofServer)];
  const id = at(origin, "vpcOriginConfig.vpcOriginId");
  if (id === undefined) return [];
  const meant = inventory.meant(VPC_ORIGIN, id);
  if (meant === undefined)
    return [
      {
        urn: distribution.urn,
        wrong: `whether the way to ${textOf(id)} is encrypted is not known`,
        allowed: "a VPC origin of the stack",
      },
    ];
  const policy = at(meant.inputs, "vpcOriginEndpointConfig.originProtocolPolicy");
  return [...(policy === ENCRYPTED ? [] : [plain(meant.urn, policy)]), ...ofListeners(inventory, meant)];
}

export const requireOriginTls: StackRule = {
  id: "require-origin-tls",
  title: "With a domain, CloudFront and the load balancer speak TLS",
  rationale:
    "Whoever gets at the network between them could read what users send, and standards ask for TLS on every hop.",
  remedy: "Set cdn.originTls of the tier to true.",
  severity: "medium",
  source: "AWS Well-Architected, SEC09-BP02; docs/decisions/0059-tls-to-the-load-balancer-with-a-domain.md",
  exceptions: [
    {
      tiers: ["100", "500", "2k", "5k"],
      enforcement: "not-applicable",
      reason:
        "The way stays inside AWS's network and is open to CloudFront alone; cdn.originTls encrypts it at these tiers as well.",
    },
  ],
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    return inventory
      .ofType(DISTRIBUTION)
      .filter(({ inputs }) => listOf(inputs["aliases"]).length > 0)
      .flatMap((distribution) =>
        listOf(distribution.inputs["origins"]).flatMap((origin) => ofOrigin(inventory, distribution, origin)),
      );
  },
};
