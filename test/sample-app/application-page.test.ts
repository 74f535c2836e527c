import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import {
  HEALTH_PATHS,
  IDLE_TIMEOUT_SECONDS,
  PRE_STOP_SECONDS,
  TERMINATION_GRACE_SECONDS,
} from "../../components/app/traffic";
import { at, listOf } from "../../models/manifest/values";
import type { Manifest } from "../../models/manifest/manifest";
import { dryRun } from "../../stacks/dry-run";
import { settingsSchema } from "../../stacks/settings";

const page = readFileSync(join(__dirname, "../../docs/application.md"), "utf8");
/** Lines are broken anywhere. */
const words = page.replaceAll(/\s+/g, " ");

/** Of a fenced block. */
const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(page)?.[1] ?? "";

/** The configuration that the page shows. */
function shownConfig(): Record<string, string> {
  const { config } = parse(block("yaml")) as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

/** The command of the migration, word by word. */
const shownCommand = (): string[] =>
  [...page.matchAll(/^pulumi config set --path 'appMigration\[\d\]' (\S+)$/gm)].map(([, word = ""]) => word);

let manifest: Manifest;
beforeAll(async () => {
  manifest = await dryRun("2k", {
    ...shownConfig(),
    "scaling-tiers:appMigration": JSON.stringify(shownCommand()),
  });
});

const inputsOf = (name: string): unknown =>
  manifest.resources.find((resource) => resource.name === name)?.inputs;
const podOf = (name: string): unknown => at(inputsOf(name), "spec.template.spec");
const containerOf = (name: string): unknown => listOf(at(podOf(name), "containers"))[0];
const seconds = (probe: string): number => {
  const of = at(containerOf("app-web-deployment"), probe);
  return Number(at(of, "periodSeconds")) * Number(at(of, "failureThreshold"));
};

test("the migration that the page shows is the sample's", () => {
  expect(shownCommand()).toEqual(["node", "src/migrate.js"]);
});

test("the configuration that the page shows gives its pods what it says", () => {
  expect(at(inputsOf("app-worker-settings"), "data")).toEqual({ LOG_LEVEL: "info", CONCURRENCY: "4" });
  expect(at(inputsOf("app-web-settings"), "data")).toEqual({ LOG_LEVEL: "info" });
  expect(at(inputsOf("app-web-settings-secret"), "data")).toBe("[secret]");
});

test("every variable that the platform sets stands on the page", () => {
  const container = containerOf("app-web-deployment");
  const names = [
    ...listOf(at(container, "env")).map((one) => String(at(one, "name"))),
    ...Object.keys(at(inputsOf("app-contract"), "data") as object),
  ];
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !page.includes(`\`${name}\``) && !page.includes(`.${name}`))).toEqual([]);
});

test("every setting of the application stands on the page", () => {
  const own = Object.keys(settingsSchema.shape).filter((key) => /^(app|next)/.test(key));
  expect(own).toEqual([
    "appImage",
    "nextImage",
    "appEnvironment",
    "appSecrets",
    "appMigration",
    "appMigrationTimeoutMinutes",
  ]);
  expect(own.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
});

test("the figures of the page are those of the pods", () => {
  const container = containerOf("app-web-deployment");
  const [port] = listOf(at(container, "ports"));
  const grace = Number(at(podOf("app-web-deployment"), "terminationGracePeriodSeconds"));
  const preStop = Number(at(container, "lifecycle.preStop.sleep.seconds"));
  expect([grace, preStop]).toEqual([TERMINATION_GRACE_SECONDS, PRE_STOP_SECONDS]);
  const job = at(inputsOf("app-migration-job"), "spec");
  const figures = [
    `listens on \`PORT\` (${String(at(port, "containerPort"))})`,
    `answers \`${HEALTH_PATHS.alive}\` with 200`,
    `answers \`${HEALTH_PATHS.ready}\` with 200`,
    `The load balancer keeps them for ${IDLE_TIMEOUT_SECONDS} s.`,
    `for ${seconds("startupProbe") / 60} minutes: then the pod restarts`,
    `runs as user ${String(at(podOf("app-web-deployment"), "securityContext.runAsUser"))}`,
    `holds ${String(at(listOf(at(podOf("app-web-deployment"), "volumes"))[0], "emptyDir.sizeLimit")).replace("Mi", " MiB")}`,
    `stops on \`SIGTERM\` within ${grace - preStop} s`,
    `Requests have ended ${preStop} s before.`,
    String(at(listOf(at(job, "template.spec.containers"))[0], "resources.limits.memory")).replace(
      "Mi",
      " MiB",
    ),
    `After \`appMigrationTimeoutMinutes\` (${Number(at(job, "activeDeadlineSeconds")) / 60}) it has failed.`,
  ];
  expect(figures.filter((text) => !words.includes(text))).toEqual([]);
  expect(at(container, "readinessProbe.failureThreshold")).toBe(2);
  expect(words).toContain("After two failures a pod gets no requests, after a minute of them it restarts.");
  expect(seconds("livenessProbe")).toBe(60);
  expect(at(job, "backoffLimit")).toBe(2);
  expect(words).toContain("it is tried three times");
});

test("nodes are of the architecture that the page names", () => {
  const [pool] = manifest.resources.filter(({ type }) => type === "kubernetes:karpenter.sh/v1:NodePool");
  expect(JSON.stringify(pool?.inputs)).toContain('"arm64"');
  expect(page).toContain("is built for `linux/arm64`");
});
