import * as pulumi from "@pulumi/pulumi";
import type { TierName } from "../../../tiers";
import type { Recorded } from "../../support/record";
import { recordApp, type Given } from "./record-app";

const MIGRATION = { command: ["node", "migrate.js", "--all"], timeoutMinutes: 45 };
const given: Given = {
  image: "registry/app:1",
  migration: MIGRATION,
  settings: {
    web: { environment: { LOG_LEVEL: "info" }, secrets: { PIN: pulumi.secret("4711") } },
    migration: { environment: { LOG_LEVEL: "info" }, secrets: { PIN: pulumi.secret("4711") } },
  },
};

interface Job {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly backoffLimit: number;
    readonly activeDeadlineSeconds: number;
    readonly podFailurePolicy: unknown;
    readonly template: { readonly metadata: unknown; readonly spec: Record<string, unknown> };
  };
}
const jobOf = (recorded: Recorded, name = "app-migration-job"): Job =>
  recorded.named(name).inputs as unknown as Job;
const nameWith = async (changes: Partial<Given>, tier: TierName = "100"): Promise<string> =>
  jobOf(await recordApp(tier, { ...given, ...changes })).metadata.name;

let recorded: Recorded;
beforeAll(async () => {
  recorded = await recordApp("2k", given);
});

test("the command runs in the image of the pods, with contract and settings, and is tried three times", () => {
  const { metadata, spec } = jobOf(recorded);
  expect(metadata).toMatchObject({ namespace: "app" });
  expect(metadata.name).toMatch(/^migration-[0-9a-f]{16}$/);
  expect(spec).toMatchObject({
    backoffLimit: 2,
    activeDeadlineSeconds: 45 * 60,
    podFailurePolicy: {
      rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }],
    },
    template: { metadata: { annotations: { "karpenter.sh/do-not-disrupt": "true" } } },
  });
  expect(spec.template.spec).toMatchObject({
    restartPolicy: "Never",
    serviceAccountName: "migration",
    automountServiceAccountToken: false,
    nodeSelector: { "scaling-tiers/pool": "app" },
    securityContext: { runAsNonRoot: true, runAsUser: 1000 },
    volumes: [{ name: "tmp", emptyDir: { sizeLimit: "256Mi" } }],
    containers: [
      {
        image: "registry/app:1",
        command: MIGRATION.command,
        env: expect.arrayContaining([{ name: "APP_ROLE", value: "migration" }]) as unknown,
        envFrom: [
          { configMapRef: { name: "app-contract" } },
          { secretRef: { name: "app-contract" } },
          { secretRef: { name: "app-migration" } },
          { configMapRef: { name: "migration-settings" } },
          { secretRef: { name: "migration-settings" } },
        ],
        securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
      },
    ],
  });
  expect(recorded.named("app-migration-job").customTimeouts).toEqual({ create: "55m" });
});

test.each(["web", "worker"])("%s and its settings change only after it has succeeded", (workload) => {
  expect(recorded.dependenciesOf(`app-${workload}-deployment`)).toContain("app-migration-job");
});

test("the settings of pods wait too, so that a failed release leaves them as they were", () => {
  expect(recorded.dependenciesOf("app-web-settings")).toContain("app-migration-job");
  expect(recorded.dependenciesOf("app-web-settings-secret")).toContain("app-migration-job");
  expect(recorded.dependenciesOf("app-migration-migration-settings")).not.toContain("app-migration-job");
});

test("its pods reach the database: policies and contract come first", () => {
  expect(recorded.dependenciesOf("app-migration-job")).toEqual(
    expect.arrayContaining(["app-to-data", "app-to-dns", "app-contract", "app-contract-secret"]),
  );
});

test("it has no rights in AWS", () => {
  expect(recorded.named("app-migration-service-account").inputs).toMatchObject({
    metadata: { name: "migration" },
    automountServiceAccountToken: false,
  });
  expect(
    recorded
      .ofType("aws:eks/podIdentityAssociation:PodIdentityAssociation")
      .map(({ inputs }) => inputs["serviceAccount"])
      .sort(),
  ).toEqual(["web", "worker"]);
});

test("it runs again for another image, command, limit or setting, and for nothing else", async () => {
  const name = await nameWith({});
  const changed = [
    await nameWith({ image: "registry/app:2" }),
    await nameWith({ migration: { ...MIGRATION, command: ["node", "migrate.js"] } }),
    await nameWith({ migration: { ...MIGRATION, timeoutMinutes: 60 } }),
    await nameWith({
      settings: { ...given.settings, migration: { environment: { LOG_LEVEL: "warn" }, secrets: {} } },
    }),
    await nameWith({
      settings: {
        ...given.settings,
        migration: { environment: { LOG_LEVEL: "info" }, secrets: { PIN: pulumi.secret("0815") } },
      },
    }),
  ];
  expect(new Set([name, ...changed]).size).toBe(changed.length + 1);
  expect(await nameWith({})).toBe(name);
  expect(await nameWith({ nextImage: "registry/app:2" }, "20k")).toBe(name);
});

test("a step between tiers does not change it", async () => {
  const [small, large] = [await recordApp("100", given), await recordApp("20k", given)].map((each) =>
    jobOf(each),
  );
  expect(small?.metadata.name).toBe(large?.metadata.name);
  expect(small?.spec).toEqual(large?.spec);
});

test("the next release has a migration of its own, after that of the current one", async () => {
  const next = await recordApp("20k", { ...given, nextImage: "registry/app:2" });
  expect(jobOf(next, "app-migration-next-job")).toMatchObject({
    metadata: { name: expect.stringMatching(/^migration-next-[0-9a-f]{16}$/) as unknown },
    spec: { template: { spec: { containers: [{ image: "registry/app:2" }] } } },
  });
  expect(next.dependenciesOf("app-migration-next-job")).toContain("app-migration-job");
  expect(next.dependenciesOf("app-web-next-deployment")).toContain("app-migration-next-job");
  expect(next.dependenciesOf("app-web-deployment")).not.toContain("app-migration-next-job");
});

test.each<[string, TierName, Partial<Given>]>([
  ["the same image", "20k", { nextImage: "registry/app:1" }],
  ["no image of its own", "20k", {}],
  ["no pods of the next release", "2k", { nextImage: "registry/app:2" }],
])("with %s there is one migration", async (_name, tier, changes) => {
  const one = await recordApp(tier, { ...given, ...changes });
  expect(one.ofType("kubernetes:batch/v1:Job").map(({ name }) => name)).toEqual(["app-migration-job"]);
});
