import * as runtime from "@pulumi/pulumi/runtime";
import { answerCalls, pulumiCommandAt, type CommandResult } from "../../rehearsal/pulumi-internals";

/** Any program will do: `--` ends its own options, and the API adds one. */
const ARGS = ["--print", "'the program ' + process.argv.slice(1).join()", "--"];

type Run = (args: string[], cwd: string, env: Record<string, string>) => Promise<CommandResult>;

/** Calls a command as the Automation API does. */
const call = async (command: object, args: readonly string[]): Promise<CommandResult> =>
  await (command as { readonly run: Run }).run([...args], process.cwd(), {});

/** Fails when an update of the SDK takes away what we hook in to: read rehearsal/pulumi-internals.ts then. */
describe("what a run on the engine uses of the Automation API's private parts", () => {
  test("a command is made of the path of a program, without starting it", async () => {
    const command = await pulumiCommandAt("/nowhere/pulumi");
    const { command: path, version } = command;
    expect({ path, version }).toEqual({ path: "/nowhere/pulumi", version: null });
  });

  test("a command starts the program at its path", async () => {
    const { stdout, code } = await call(await pulumiCommandAt(process.execPath), ARGS);
    expect({ stdout: stdout.trim(), code }).toEqual({ stdout: "the program --non-interactive", code: 0 });
  });

  test("calls that are answered start nothing, the others do", async () => {
    const command = await pulumiCommandAt(process.execPath);
    const answer = { stdout: "answered", stderr: "", code: 0 };
    answerCalls(command, ([topic, question]) =>
      topic === "stack" && question === "output" ? answer : undefined,
    );
    expect(await call(command, ["stack", "output", "--json"])).toEqual(answer);
    expect((await call(command, ARGS)).stdout).toContain("the program");
  });

  test("the clients of the SDK take options of gRPC, which are shared objects", () => {
    const { grpcChannelOptions, grpcClientOptions } = runtime as unknown as Record<string, unknown>;
    for (const options of [grpcChannelOptions, grpcClientOptions])
      expect(options).toMatchObject({ "grpc.max_receive_message_length": expect.any(Number) as number });
  });
});
