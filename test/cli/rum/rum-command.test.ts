import { runScale } from "../../support/run-scale";

const plain = (text: string): string => text.replace(/\s+/g, " ");

test("the tag, what a policy must let in, and how the id of the monitor is asked", async () => {
  const { code, stdout, stderr } = await runScale("rum", "2k");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const text = plain(stdout);
  expect(text).toContain('<script src="/assets/rum/rum.js"></script>');
  expect(text).toContain("script-src 'self' https://client.rum.us-east-1.amazonaws.com");
  expect(text).toContain(
    "connect-src https://cognito-identity.us-east-1.amazonaws.com https://dataplane.rum.us-east-1.amazonaws.com",
  );
  expect(text).toContain("measures 100 % of the sessions");
  expect(text).toMatch(/aws rum get-app-monitor --name [\w-]+-rum-[0-9a-z]{8} --region us-east-1/);
});

test("JSON says the same", async () => {
  const { stdout } = await runScale("rum", "20k", "--json");
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    tier: "20k",
    snippet: '<script src="/assets/rum/rum.js"></script>',
    sampledSessionsPercent: 50,
    clientVersion: "3.2.1",
  });
});

test("a tier that measures no browsers says how it is switched on", async () => {
  const { code, stderr } = await runScale("rum", "500");
  expect(code).toBe(2);
  expect(plain(stderr)).toContain(
    "Tier 500 measures no browsers: operations.rumSampleRatePercent is 0. Switch it on: pulumi config set --path overrides.operations.rumSampleRatePercent 10, then pulumi up; scale cost says what it costs.",
  );
});

test("an unknown tier", async () => {
  const { code, stderr } = await runScale("rum", "9k");
  expect(code).toBe(2);
  expect(stderr).toContain('"9k"');
});
