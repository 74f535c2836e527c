import { runInNewContext } from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import { RealUserMonitoring } from "../../../components/operations/real-user-monitoring";
import { RUM_SNIPPET } from "../../../components/operations/rum-script";
import { TIER_NAMES, tierNamed } from "../../../tiers";
import { contextOf, recordResources, type Recorded } from "../../support/record";

const recordOf = (sampledSessionsPercent = 50): Promise<Recorded> =>
  recordResources(() => {
    new RealUserMonitoring("rum", {
      context: contextOf("2k", { region: "eu-central-1" }),
      sampledSessionsPercent,
      domainName: pulumi.output("app.example.com"),
      assetBucketName: pulumi.output("assets"),
    });
  });

let recorded: Recorded;
beforeAll(async () => {
  recorded = await recordOf();
});

const documentOf = (name: string, input: string): { readonly Statement: readonly unknown[] } =>
  JSON.parse(String(recorded.named(name).inputs[input])) as { Statement: unknown[] };

const scriptOf = (of: Recorded): string =>
  Buffer.from(String(of.named("rum-script").inputs["contentBase64"]), "base64").toString();

interface Loaded {
  readonly queued: unknown;
  readonly settings: unknown;
  readonly src: string;
}

/** What the script leaves in a page that says one thing to the client. */
function loaded(script: string): Loaded {
  const tag = { async: false, src: "" };
  const window: {
    AwsRumClient?: Record<string, unknown>;
    cwr?: (command: string, payload: unknown) => void;
  } = {};
  runInNewContext(script, {
    window,
    document: { createElement: () => tag, head: { appendChild: () => undefined } },
  });
  window.cwr?.("recordPageView", "/plan");
  const { q, ...settings } = window.AwsRumClient ?? {};
  return { queued: q, settings, src: tag.src };
}

test("a guest may report to this monitor, and nothing else", () => {
  const { inputs } = recorded.named("rum-monitor");
  expect(documentOf("rum-guest-rights", "policy").Statement).toEqual([
    {
      Sid: "ReportToThisMonitor",
      Effect: "Allow",
      Action: "rum:PutRumEvents",
      Resource: `arn:aws:rum:eu-central-1:123456789012:appmonitor/${String(inputs["name"])}`,
    },
  ]);
});

test("only guests of this pool may take the role, by the flow that knows it", () => {
  expect(recorded.named("rum-guests").inputs).toMatchObject({
    allowUnauthenticatedIdentities: true,
    allowClassicFlow: false,
  });
  expect(documentOf("rum-guest-role", "assumeRolePolicy").Statement).toEqual([
    {
      Effect: "Allow",
      Principal: { Federated: "cognito-identity.amazonaws.com" },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: { "cognito-identity.amazonaws.com:aud": "rum-guests-id" },
        "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "unauthenticated" },
      },
    },
  ]);
});

test("the monitor is of this host, keeps no copy in a log, and sets no cookies", () => {
  expect(recorded.named("rum-monitor").inputs).toMatchObject({
    domain: "app.example.com",
    cwLogEnabled: false,
    appMonitorConfiguration: { sessionSampleRate: 0.5, allowCookies: false, enableXray: false },
  });
});

test("the script lies where the tag asks for it, and a browser takes it anew after minutes", () => {
  const { key, cacheControl, contentType } = recorded.named("rum-script").inputs;
  expect(RUM_SNIPPET).toBe(`<script src="/${String(key)}"></script>`);
  expect([cacheControl, contentType]).toEqual(["public, max-age=300", "text/javascript; charset=utf-8"]);
});

test("run in a page, it queues what the page says and loads one exact release of the client", () => {
  expect(loaded(scriptOf(recorded))).toEqual({
    queued: [{ c: "recordPageView", p: "/plan" }],
    settings: {
      n: "cwr",
      i: "rum-monitor-app-monitor-id",
      v: "1.0.0",
      r: "eu-central-1",
      c: {
        identityPoolId: "rum-guests-id",
        endpoint: "https://dataplane.rum.eu-central-1.amazonaws.com",
        sessionSampleRate: 0.5,
        sessionEventLimit: 60,
        telemetries: ["errors", "performance", "http"],
        allowCookies: false,
        enableXRay: false,
        recordResourceUrl: false,
      },
    },
    src: "https://client.rum.us-east-1.amazonaws.com/3.2.1/cwr.js",
  });
});

test("another rate reaches browsers by the script alone: the page stays as it is", async () => {
  const other = await recordOf(100);
  expect(loaded(scriptOf(other)).settings).toMatchObject({ c: { sessionSampleRate: 1 } });
  expect(other.named("rum-script").inputs["key"]).toBe(recorded.named("rum-script").inputs["key"]);
});

test("the sessions that are measured, by tier", () => {
  expect(TIER_NAMES.map((tier) => tierNamed(tier).operations.rumSampleRatePercent)).toEqual([
    0, 0, 100, 50, 50, 50,
  ]);
});
