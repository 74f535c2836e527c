import * as pulumi from "@pulumi/pulumi";
import { untilAccessInForce } from "../../../components/cluster/access-in-force";
import { createAccessEntry } from "../../../components/cluster/access-entry";
import { untilNatForwards } from "../../../components/network/nat-forwards";
import { Network } from "../../../components/network/network";
import { cloudAnswer, cloudOutputs } from "../../../models/cloud-outputs";
import { tierNamed } from "../../../tiers";
import { contextOf, ZONES } from "../../support/record";

jest.mock("../../../components/cluster/access-in-force");
jest.mock("../../../components/network/nat-forwards");

/** Runs a program on mocks, and gives the order in which resources were made and waits ended. */
async function run(program: () => unknown, { isPreview }: { isPreview: boolean }): Promise<string[]> {
  const order: string[] = [];
  const waits = (what: unknown) => async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    order.push(`waited until ${String(what)}`);
  };
  jest.mocked(untilAccessInForce).mockImplementation(waits("access is in force"));
  jest.mocked(untilNatForwards).mockImplementation(waits("the NAT instance forwards"));
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        order.push(name);
        return { id: `${name}-id`, state: cloudOutputs(type, name, inputs as Record<string, unknown>) };
      },
      call: ({ token, inputs }) => cloudAnswer(token, inputs as Record<string, unknown>),
    },
    "scaling-tiers",
    "test",
    isPreview,
  );
  program();
  await pulumi.runtime.disconnect();
  return order;
}

const createNetwork = () =>
  new Network("network", {
    context: contextOf("100"),
    zones: ZONES,
    spec: tierNamed("100").network,
    nat: { generation: 1, alertTopicArn: pulumi.output("arn:aws:sns:us-east-1:123456789012:alerts") },
  });

const ROUTES = [0, 1, 2].map((zone) => `network-default-route-${zone}`);

test("no route of a private subnet leads to the NAT instance before it forwards", async () => {
  const order = await run(createNetwork, { isPreview: false });
  const signal = order.indexOf("waited until the NAT instance forwards");
  expect(order.indexOf("network-nat-instance")).toBeGreaterThan(-1);
  expect(signal).toBeGreaterThan(order.indexOf("network-nat-instance"));
  for (const route of ROUTES) expect(order.indexOf(route)).toBeGreaterThan(signal);
  expect(jest.mocked(untilNatForwards).mock.calls).toEqual([
    [
      {
        instanceId: "network-nat-instance-id",
        parameter: expect.stringMatching(/^\/nat\/.*\/forwards$/) as string,
      },
    ],
  ]);
});

test("no object is asked of the cluster before its API knows of the access", async () => {
  const createAccess = () => {
    const parent = createNetwork();
    const { inForce } = createAccessEntry(parent, {
      role: "deployer",
      clusterName: pulumi.output("cluster"),
      principalArn: "arn:aws:iam::123456789012:role/deployer",
      type: "STANDARD",
      policy: "AmazonEKSClusterAdminPolicy",
    });
    return new pulumi.ComponentResource("test:index:Objects", "objects", {}, { dependsOn: inForce });
  };
  const order = await run(createAccess, { isPreview: false });
  const inForce = order.indexOf("waited until access is in force");
  expect(inForce).toBeGreaterThan(order.indexOf("network-deployer-policy"));
  expect(order.indexOf("objects")).toBeGreaterThan(inForce);
  expect(jest.mocked(untilAccessInForce).mock.calls).toEqual([["2026-01-01 00:00:00 +0000 UTC"]]);
});

test("a preview waits for nothing", async () => {
  const order = await run(createNetwork, { isPreview: true });
  expect(order).toEqual(expect.arrayContaining(["network-nat-instance", ...ROUTES]));
  expect(order.filter((each) => each.startsWith("waited"))).toEqual([]);
});
