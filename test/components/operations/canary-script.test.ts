import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import vm from "node:vm";
import { canaryScript, runTimeoutSeconds } from "../../../components/operations/canary-script";
import { SCENARIOS, scenariosWith, type Scenario } from "../../../models/promises/scenarios/scenarios";

let server: Server | undefined;
afterEach(() => server?.close());

/** Runs the script as Synthetics does, against a server of the test's own. */
async function walk(
  answer: RequestListener,
  { scenarios = SCENARIOS, token }: { scenarios?: readonly Scenario[]; token?: string } = {},
): Promise<{ readonly result: string; readonly requests: string[] }> {
  const requests: string[] = [];
  server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    requests.push(`${method} ${url} ${headers["user-agent"] ?? ""} ${headers.authorization ?? "-"}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const module: { exports: { handler?: () => Promise<string> } } = { exports: {} };
  const secrets = {
    GetSecretValueCommand: class {
      constructor(readonly input: { readonly SecretId: string }) {}
    },
    SecretsManagerClient: class {
      send = ({ input }: { readonly input: { readonly SecretId: string } }) =>
        Promise.resolve({ SecretString: `of ${input.SecretId}` });
    },
  };
  vm.runInNewContext(canaryScript(scenarios), {
    ...{ AbortSignal, Date, Error, fetch, URL, console: { log: () => undefined } },
    exports: module.exports,
    require: () => secrets,
    process: {
      env: {
        BASE_URL: `http://127.0.0.1:${port}`,
        ...(token === undefined ? {} : { TOKEN_SECRET_ARN: token }),
      },
    },
  });
  const result = await (module.exports.handler?.() ?? Promise.resolve("no handler"));
  return { result, requests };
}

/** Both of our own applications: the root answers, nothing else is there. */
const sample: RequestListener = ({ url }, response) => response.writeHead(url === "/" ? 200 : 404).end();

test("walks all workflows, and takes the sample application for well", async () => {
  const { result, requests } = await walk(sample);
  expect(result).toBe("all workflows answer");
  expect(requests).toEqual([
    "GET / scaling-tiers-canary -",
    "GET /api/content/canary scaling-tiers-canary -",
    "GET /api/social/canary scaling-tiers-canary -",
  ]);
});

test("names every workflow that fails, and with what", async () => {
  const broken: RequestListener = ({ url }, response) =>
    response.writeHead(url === "/" ? 403 : url?.includes("content") === true ? 503 : 200).end();
  await expect(walk(broken)).rejects.toThrow("dashboard: status 403; content: status 503");
});

test("a path that a stack names must answer, not refuse", async () => {
  const scenarios = scenariosWith({ content: "/api/drafts/1" });
  await expect(walk(sample, { scenarios })).rejects.toThrow("content: status 404");
});

test("a server that hangs up fails the run", async () => {
  await expect(walk((request) => request.socket.destroy())).rejects.toThrow(
    /^dashboard: .+; content: .+; social: /,
  );
});

test("a token goes along with each request", async () => {
  const { requests } = await walk(sample, { token: "arn:secret" });
  expect(new Set(requests.map((line) => line.slice(line.indexOf("Bearer"))))).toEqual(
    new Set(["Bearer of arn:secret"]),
  );
});

test("a run has time for every step to time out", () => {
  expect(runTimeoutSeconds(SCENARIOS)).toBe(240);
});
