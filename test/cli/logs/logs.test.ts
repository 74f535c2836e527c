import { runScale } from "../../support/run-scale";

const plain = (text: string): string => text.replace(/\s+/g, " ");

test("the command that follows one workload", async () => {
  const { code, stdout, stderr } = await runScale("logs", "500", "web");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(plain(stdout)).toMatch(
    /aws logs tail '\/aws\/eks\/[\w-]+\/pods\/app' --region us-east-1 --log-stream-name-prefix 'pods\.app\.web-' --follow --since 15m/,
  );
  expect(plain(stdout)).toContain("kubectl -n app logs -l app.kubernetes.io/name=web");
  expect(plain(stdout)).toContain("Kept for 14 days in /aws/eks/");
});

test("without a workload all of them, each with its group", async () => {
  const { stdout } = await runScale("logs", "2k");
  expect(stdout).toMatch(/^app\/worker +\/aws\/eks\/\S+\/pods\/app +30$/m);
  expect(stdout).toMatch(/^qdrant\/qdrant +\/aws\/eks\/\S+\/pods\/data +30$/m);
});

test("JSON has the command as well", async () => {
  const { stdout } = await runScale("logs", "100", "postgres/postgres-rw", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    tier: "100",
    workload: "postgres/postgres-rw",
    streamPrefix: "pods.postgres.postgres-rw-",
    retentionDays: 7,
  });
});

test("an unknown workload, with those that there are", async () => {
  const { code, stderr } = await runScale("logs", "100", "app/wep");
  expect(code).toBe(2);
  expect(plain(stderr)).toContain(
    'There is no workload "app/wep", did you mean "app/web"? Workloads: app/web, observer/observer, postgres/postgres-ro,',
  );
});

test("an unknown tier", async () => {
  const { code, stderr } = await runScale("logs", "9k", "web");
  expect(code).toBe(2);
  expect(stderr).toContain('"9k"');
});
