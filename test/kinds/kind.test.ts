import { SAME_AT_EVERY_TIER, nameless, type Replacement } from "../../kinds/facts";
import { kind, placeOf } from "../../kinds/kind";
import { free } from "../../kinds/pricing/price";

const name = nameless("AWS gives it an id");
const price = free("AWS does not charge for it");
const replaces: Replacement = { inputs: [], verification: "knowledge", source: "an example" };
const changes = SAME_AT_EVERY_TIER;

test("a kind has a name rule, a tag class, a price, what replaces it and what a change does", () => {
  expect(kind("aws:a/b:B", { name, tags: "none", price, replaces, changes }).type).toBe("aws:a/b:B");
});

describe("a kind does not compile", () => {
  // `npm run typecheck` fails on an expectation of an error that does not come.
  const kinds = [
    // @ts-expect-error -- no name rule
    () => kind("aws:a/b:B", { tags: "none", price, replaces, changes }),
    // @ts-expect-error -- no tag class
    () => kind("aws:a/b:B", { name, price, replaces, changes }),
    // @ts-expect-error -- neither a price nor a reason why it is free
    () => kind("aws:a/b:B", { name, tags: "none", replaces, changes }),
    // @ts-expect-error -- nothing is known of its replacement
    () => kind("aws:a/b:B", { name, tags: "none", price, changes }),
    // @ts-expect-error -- neither an upgrade rule nor a reason why there is none
    () => kind("aws:a/b:B", { name, tags: "none", price, replaces }),
    // @ts-expect-error -- an empty list is no reason
    () => kind("aws:a/b:B", { name, tags: "none", price, replaces, changes: [] }),
  ];

  test.each(kinds)("without one of its parts (%#)", (incomplete) => {
    expect(incomplete).not.toThrow();
  });
});

test.each([
  ["aws:rds/instance:Instance", "rds", "rds/instance"],
  ["aws:elasticache/replicationGroup:ReplicationGroup", "elasticache", "elasticache/replication-group"],
  [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "s3",
    "s3/bucket-server-side-encryption-configuration",
  ],
  ["kubernetes:core/v1:ConfigMap", "kubernetes/core", "kubernetes/core/config-map"],
  ["kubernetes:karpenter.sh/v1:NodePool", "kubernetes/karpenter.sh", "kubernetes/karpenter.sh/node-pool"],
  ["random:index/randomId:RandomId", "random", "random/random-id"],
])("%s belongs to %s and lies in %s", (type, service, file) => {
  expect(placeOf(type)).toEqual({ service, file });
});
