import * as pulumi from "@pulumi/pulumi";
import * as settings from "@pulumi/pulumi/runtime/settings";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import {
  isConfigSecret,
  mockMonitor,
  secretIn,
  withoutDebugLog,
  withoutPromiseTracking,
} from "../../stacks/pulumi-internals";

/** Fails when an update of the SDK takes away what the recorder hooks in to: read stacks/pulumi-internals.ts then. */
describe("what the recorder uses of the SDK's private parts", () => {
  beforeAll(async () => {
    await pulumi.runtime.setMocks(
      { newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }), call: () => ({}) },
      "project",
      "stack",
      true,
    );
  });

  test("the mock monitor makes URNs of a parent, a type and a name", () => {
    expect(mockMonitor().newUrn("", "example:index:Thing", "name")).toBe(
      "urn:pulumi:stack::project::example:index:Thing::name",
    );
  });

  test("the mock monitor registers every resource through its own method, with the URN of its other one", async () => {
    const monitor = mockMonitor();
    const register = monitor.registerResource.bind(monitor);
    const names: string[] = [];
    monitor.newUrn = (_parent, type, name) => `urn:pulumi:stack::project::hooked$${type}::${name}`;
    monitor.registerResource = (request, callback) => {
      names.push(request.getName());
      return register(request, callback);
    };
    const resource = new pulumi.ComponentResource("example:index:Thing", "name");
    const urn = await new Promise((resolve) => resource.urn.apply(resolve));
    expect(names).toEqual(["name"]);
    expect(urn).toBe("urn:pulumi:stack::project::hooked$example:index:Thing::name");
  });

  test("a request to register has every getter that is read", () => {
    const request = new RegisterResourceRequest();
    expect({
      type: request.getType(),
      name: request.getName(),
      custom: request.getCustom(),
      parent: request.getParent(),
      provider: request.getProvider(),
      dependencies: request.getDependenciesList(),
      inputs: request.getObject(),
      protect: request.getProtect(),
      retainOnDelete: request.getRetainondelete(),
      secretOutputs: request.getAdditionalsecretoutputsList(),
    }).toEqual({
      type: "",
      name: "",
      custom: false,
      parent: "",
      provider: "",
      dependencies: [],
      inputs: undefined,
      protect: false,
      retainOnDelete: false,
      secretOutputs: [],
    });
  });

  test("a value of the configuration says whether it holds a secret", () => {
    pulumi.runtime.setAllConfig({ "project:open": "1", "project:hidden": "2" }, ["project:hidden"]);
    expect(["project:open", "project:hidden", "project:absent"].map(isConfigSecret)).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("what makes resources asks for the tracking of promises anew each time, so that it can be done without", async () => {
    const { leakedPromises } = debuggable as unknown as { leakedPromises: () => [Set<unknown>, string] };
    const trackedOf = async (name: string): Promise<number> => {
      leakedPromises();
      const { urn } = new pulumi.ComponentResource("example:index:Thing", name);
      const [tracked] = leakedPromises();
      await new Promise((resolve) => urn.apply(resolve));
      return tracked.size;
    };
    const restore = withoutPromiseTracking();
    expect(await trackedOf("untracked")).toBe(0);
    restore();
    expect(await trackedOf("tracked")).toBeGreaterThan(0);
  });

  test("what makes resources asks for the log of what it does anew each time, so that it can be done without", async () => {
    const logged: string[] = [];
    const engine = {
      log: (request: { getMessage(): string }, callback: () => void) => {
        logged.push(request.getMessage());
        callback();
      },
    };
    jest
      .spyOn(settings, "getEngine")
      .mockReturnValue(engine as unknown as ReturnType<typeof settings.getEngine>);
    const loggedBy = async (name: string): Promise<string[]> => {
      const { urn } = new pulumi.ComponentResource("example:index:Thing", name);
      await new Promise((resolve) => urn.apply(resolve));
      await pulumi.log.info("the end");
      return logged.splice(0);
    };
    const restore = withoutDebugLog();
    expect(await loggedBy("quiet")).toEqual(["the end"]);
    restore();
    expect((await loggedBy("talkative")).length).toBeGreaterThan(1);
    jest.restoreAllMocks();
  });

  test("a serialized secret is told from everything else", async () => {
    const { secret, plain } = (await pulumi.runtime.serializeProperties("values", {
      secret: pulumi.secret({ key: "hidden" }),
      plain: { key: "shown" },
    })) as Record<"secret" | "plain", Record<string, unknown>>;
    expect(secretIn(secret)).toEqual({ secret: { key: "hidden" } });
    expect(secretIn(plain)).toBeUndefined();
  });
});
