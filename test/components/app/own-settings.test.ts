import * as pulumi from "@pulumi/pulumi";
import { keyedDigest, type OwnSettings } from "../../../components/app/own-settings";
import type { Recorded } from "../../support/record";
import { NO_SETTINGS, recordApp, type Given } from "./record-app";

const PIN = "4711-hunter2";

const secrets = (values: Readonly<Record<string, string>>): OwnSettings["secrets"] =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, pulumi.secret(value)]));
const settingsOf = (environment: Record<string, string>, pin = PIN): OwnSettings => ({
  environment,
  secrets: secrets({ PIN: pin }),
});

interface Template {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: [{ readonly envFrom: unknown[] }] };
}
const templateOf = (recorded: Recorded, workload: string): Template =>
  (recorded.named(`app-${workload}-deployment`).inputs["spec"] as { template: Template }).template;
const digestOf = (recorded: Recorded, workload: string) =>
  templateOf(recorded, workload).metadata.annotations["scaling-tiers/settings-digest"];

const given: Given = {
  image: "registry/app:1",
  settings: {
    web: settingsOf({ LOG_LEVEL: "info" }),
    worker: { environment: { CONCURRENCY: "4" }, secrets: {} },
  },
};
let recorded: Recorded;
beforeAll(async () => {
  recorded = await recordApp("20k", given);
});

test("plain values are in a ConfigMap, secrets in a Secret, and pods read both", () => {
  expect(recorded.named("app-web-settings").inputs).toMatchObject({
    metadata: { name: "web-settings", namespace: "app" },
    data: { LOG_LEVEL: "info" },
  });
  expect(recorded.named("app-web-settings-secret").inputs).toMatchObject({
    metadata: { name: "web-settings", namespace: "app" },
    type: "Opaque",
    data: "[secret]",
  });
  expect(templateOf(recorded, "web").spec.containers[0].envFrom).toEqual([
    { configMapRef: { name: "app-contract" } },
    { secretRef: { name: "app-contract" } },
    { configMapRef: { name: "web-settings" } },
    { secretRef: { name: "web-settings" } },
  ]);
});

test("a workload has no objects for what it has not", () => {
  expect(templateOf(recorded, "worker").spec.containers[0].envFrom).toEqual([
    { configMapRef: { name: "app-contract" } },
    { secretRef: { name: "app-contract" } },
    { configMapRef: { name: "worker-settings" } },
  ]);
  expect(
    recorded.names().filter((name) => /^app-(worker-settings-secret|web-next-settings)/.test(name)),
  ).toEqual([]);
  expect(digestOf(recorded, "web-next")).toBeUndefined();
});

test("no secret stands anywhere in clear, nor in base64", () => {
  const text = JSON.stringify(recorded.resources);
  expect(text).not.toContain(PIN);
  expect(text).not.toContain(Buffer.from(PIN).toString("base64"));
});

test.each([
  [
    "a plain value",
    { web: settingsOf({ LOG_LEVEL: "warn" }), worker: given.settings?.worker ?? NO_SETTINGS },
  ],
  [
    "a secret",
    { web: settingsOf({ LOG_LEVEL: "info" }, "0815"), worker: given.settings?.worker ?? NO_SETTINGS },
  ],
])("%s that changes restarts the pods that have it, and no others", async (_name, settings) => {
  const changed = await recordApp("20k", { ...given, settings });
  expect(digestOf(changed, "web")).toMatch(/^[0-9a-f]{16}$/);
  expect(digestOf(changed, "web")).not.toBe(digestOf(recorded, "web"));
  expect(templateOf(changed, "worker")).toEqual(templateOf(recorded, "worker"));
  expect(templateOf(changed, "web-next")).toEqual(templateOf(recorded, "web-next"));
});

test("another order changes nothing", async () => {
  const of = async (environment: Record<string, string>) =>
    digestOf(await recordApp("100", { ...given, settings: { web: settingsOf(environment) } }), "web");
  expect(await of({ A: "1", B: "2" })).toBe(await of({ B: "2", A: "1" }));
});

test("without settings there is neither a key nor an object more", async () => {
  const names = (await recordApp("20k", { image: "registry/app:1" })).names();
  expect(names.filter((name) => /settings|digest-key|migration-job/.test(name))).toEqual([]);
});

test("plain values need no key; a secret does, and no pod knows it", async () => {
  const plain = await recordApp("100", { settings: { web: { environment: { A: "1" }, secrets: {} } } });
  expect(plain.names()).not.toContain("app-digest-key");
  expect(recorded.named("app-digest-key").inputs).toEqual({ length: 40, special: false });
});

test("the digest of a secret needs the key, so that trying all short ones finds none", async () => {
  const digest = (key: string | null, pin: string): Promise<string> =>
    new Promise((resolve) => {
      keyedDigest(key === null ? null : pulumi.secret(key), [["PIN", pulumi.secret(pin)]]).apply(resolve);
    });
  expect(await digest("one", PIN)).not.toBe(await digest("two", PIN));
  expect(await digest("one", PIN)).not.toBe(await digest(null, PIN));
  expect(await digest("one", PIN)).toBe(await digest("one", PIN));
});
