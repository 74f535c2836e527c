import type { Scenario } from "../../models/promises/scenarios/scenarios";

/** CloudFront waits no longer for the load balancer: what has not come by then never comes. */
const STEP_TIMEOUT_MS = 60_000;

/** A run has time for every step to time out, and for the start of its function. */
export const runTimeoutSeconds = (scenarios: readonly Scenario[]): number =>
  scenarios.flatMap(({ steps }) => steps).length * (STEP_TIMEOUT_MS / 1_000) + 60;

/**
 * The program of a canary. It needs nothing but Node.js: a run fails by an error and passes by a return, in every runtime of
 * Synthetics. Each workflow is walked, also after one that failed, so that the message names all that fail.
 */
export const canaryScript = (scenarios: readonly Scenario[]): string => `"use strict";
const SCENARIOS = ${JSON.stringify(scenarios)};

async function token(secretId) {
  const { GetSecretValueCommand, SecretsManagerClient } = require("@aws-sdk/client-secrets-manager");
  const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: secretId }));
  return SecretString;
}

async function step({ name, method, path, statusBelow }, headers) {
  const began = Date.now();
  const response = await fetch(new URL(path, process.env.BASE_URL), {
    method,
    headers,
    signal: AbortSignal.timeout(${STEP_TIMEOUT_MS}),
  });
  await response.arrayBuffer();
  console.log(JSON.stringify({ step: name, status: response.status, milliseconds: Date.now() - began }));
  if (response.status >= statusBelow) throw new Error("status " + response.status);
}

exports.handler = async () => {
  const headers = { "user-agent": "scaling-tiers-canary", "cache-control": "no-cache" };
  if (process.env.TOKEN_SECRET_ARN) headers.authorization = "Bearer " + (await token(process.env.TOKEN_SECRET_ARN));
  const failures = [];
  for (const { workflow, steps } of SCENARIOS)
    try {
      for (const each of steps) await step(each, headers);
    } catch (error) {
      failures.push(workflow + ": " + (error.cause?.message ?? error.message));
    }
  if (failures.length > 0) throw new Error(failures.join("; "));
  return "all workflows answer";
};
`;
