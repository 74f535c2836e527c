import { spawn } from "node:child_process";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";

/** The part of the protocol's message that is read. */
interface RunRequest {
  getInfo():
    { getEntryPoint(): string; getProgramDirectory(): string; getRootDirectory(): string } | undefined;
  getProject(): string;
  getStack(): string;
  getOrganization(): string;
  getMonitorAddress(): string;
  getParallel(): number;
  getDryrun(): boolean;
  getArgsList(): string[];
  getConfigMap(): { forEach(callback: (value: string, key: string) => void): void };
  getConfigsecretkeysList(): string[];
}

const RUNNER = join(__dirname, "../../node_modules/@pulumi/pulumi/cmd/run/index.js");

/** Exit code of a program that has told its user what is wrong; there is nothing to add then. */
const TOLD = 32;

/** Runs a program in a process of its own, with the arguments and variables that Pulumi's Node.js host uses. */
function runProgram(
  request: RunRequest,
  nodeArguments: readonly string[],
  cwd: string,
): Promise<messages.RunResponse> {
  const info = request.getInfo();
  const config: Record<string, string> = {};
  request.getConfigMap().forEach((value, key) => {
    config[key] = value;
  });
  const [engine = ""] = request.getArgsList();
  const flags: [string, string][] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engine],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["stack", request.getStack()],
    ["root-directory", info?.getRootDirectory() ?? cwd],
    ["pwd", info?.getProgramDirectory() ?? cwd],
    ["parallel", String(request.getParallel())],
    ...(request.getDryrun() ? [["dry-run", "true"] as [string, string]] : []),
  ];
  const child = spawn(
    process.execPath,
    [
      ...nodeArguments,
      RUNNER,
      ...flags.filter(([, value]) => value !== "").map(([name, value]) => `--${name}=${value}`),
      info?.getEntryPoint() ?? ".",
    ],
    {
      cwd,
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(config),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        PULUMI_NODEJS_TYPESCRIPT: "false",
      },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((done) => {
    child.on("close", (code) => {
      const response = new messages.RunResponse();
      if (code === TOLD) response.setBail(true);
      else if (code !== 0) response.setError(`exit code ${String(code)}\n${stderr}`);
      done(response);
    });
  });
}

/**
 * A language host for `pulumi … --client=127.0.0.1:<port>`, in place of the one that an installation of Pulumi holds.
 * @param nodeArguments those of `Pulumi.yaml`
 */
export async function serveLanguageHost(
  nodeArguments: readonly string[],
  projectFolder: string,
): Promise<{ readonly port: number; readonly stop: () => void }> {
  const server = new grpc.Server();
  server.addService(LanguageRuntimeService, {
    getPluginInfo: (_call: unknown, answer: grpc.sendUnaryData<PluginInfo>) => {
      const info = new PluginInfo();
      info.setVersion("1.0.0");
      answer(null, info);
    },
    run: (call: { request: RunRequest }, answer: grpc.sendUnaryData<messages.RunResponse>) => {
      void runProgram(call.request, nodeArguments, projectFolder).then((response) => {
        answer(null, response);
      });
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    port,
    stop: () => {
      server.forceShutdown();
    },
  };
}
