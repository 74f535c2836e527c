import { fc } from "../../support/property";
import { claimName, ordinals, peerUrls } from "../../../components/qdrant/names";
import { networkPolicies } from "../../../components/qdrant/network-policies";
import { storageClassParameters } from "../../../components/qdrant/storage";
import { QDRANT_PEER_COUNTS } from "../../../tiers";

describe("names", () => {
  test("claims are called what the StatefulSet controller looks for", () => {
    expect(ordinals(3).map(claimName)).toEqual(["storage-qdrant-0", "storage-qdrant-1", "storage-qdrant-2"]);
  });

  test("more peers keep every claim and every address", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...QDRANT_PEER_COUNTS),
        fc.constantFrom(...QDRANT_PEER_COUNTS),
        (one, other) => {
          const [few, many] = one < other ? [one, other] : [other, one];
          expect(ordinals(many).map(claimName).slice(0, few)).toEqual(ordinals(few).map(claimName));
          expect(peerUrls(many).slice(0, few)).toEqual(peerUrls(few));
          expect(new Set(peerUrls(many)).size).toBe(many);
        },
      ),
    );
  });

  test("a peer is addressed by its own name", () => {
    expect(peerUrls(1)).toEqual(["http://qdrant-0.qdrant-headless.qdrant.svc.cluster.local:6333"]);
  });
});

describe("storage class", () => {
  test("volumes are encrypted gp3, each tag a parameter of its own", () => {
    expect(storageClassParameters("arn:key", { project: "p", environment: "a=b" })).toEqual({
      type: "gp3",
      "csi.storage.k8s.io/fstype": "ext4",
      encrypted: "true",
      kmsKeyId: "arn:key",
      tagSpecification_1: "environment=a=b",
      tagSpecification_2: "project=p",
    });
  });

  test("the order in which tags are written does not matter", () => {
    const dictionary = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(dictionary, (tags) => {
        const reversed = Object.fromEntries(Object.entries(tags).reverse());
        expect(storageClassParameters("k", reversed)).toEqual(storageClassParameters("k", tags));
      }),
    );
  });
});

describe("network policies", () => {
  const peer = { name: "peer" };
  const job = { name: "job" };
  const rebalance = { name: "rebalance" };
  const policies = networkPolicies({ peer, snapshots: job, rebalance, restore: null });
  const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: "TCP", port }));
  const dns = {
    to: [{ ipBlock: { cidr: "0.0.0.0/0" } }],
    ports: [
      { protocol: "UDP", port: 53 },
      { protocol: "TCP", port: 53 },
    ],
  };

  test("the namespace is closed in both directions", () => {
    expect(policies["default-deny"]).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  });

  test("the app reaches HTTP and gRPC, the snapshot job HTTP, and only peers reach peers", () => {
    expect(policies["peers"]).toEqual({
      podSelector: { matchLabels: peer },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "app" } } }],
          ports: tcp(6333, 6334),
        },
        {
          from: [
            { podSelector: { matchLabels: job } },
            { podSelector: { matchLabels: rebalance } },
            { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "observer" } } },
          ],
          ports: tcp(6333),
        },
        { from: [{ podSelector: { matchLabels: peer } }], ports: tcp(6333, 6335) },
      ],
      egress: [dns, { to: [{ podSelector: { matchLabels: peer } }], ports: tcp(6333, 6335) }],
    });
  });

  test("the job that moves shards reaches peers and nothing else, and nobody reaches it", () => {
    expect(policies["rebalance"]).toEqual({
      podSelector: { matchLabels: rebalance },
      policyTypes: ["Egress"],
      egress: [dns, { to: [{ podSelector: { matchLabels: peer } }], ports: tcp(6333) }],
    });
  });

  test("the snapshot job reaches peers, its credentials and S3, and nobody reaches it", () => {
    expect(policies["snapshots"]).toEqual({
      podSelector: { matchLabels: job },
      policyTypes: ["Egress"],
      egress: [
        dns,
        { to: [{ podSelector: { matchLabels: peer } }], ports: tcp(6333) },
        { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: tcp(80) },
        { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: tcp(443) },
      ],
    });
  });
});
