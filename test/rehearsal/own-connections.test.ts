import * as grpc from "@grpc/grpc-js";
import * as runtime from "@pulumi/pulumi/runtime";
import { keepConnectionsApart } from "../../rehearsal/own-connections";

const { grpcClientOptions } = runtime as unknown as { readonly grpcClientOptions: grpc.ClientOptions };

const listen = (server: grpc.Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });

/** Asks for something that no server has, as a client of the SDK would. */
const ask = (client: grpc.Client): Promise<grpc.status | undefined> => {
  const same = (bytes: Buffer): Buffer => bytes;
  return new Promise((resolve) => {
    client.makeUnaryRequest("/none/none", same, same, Buffer.alloc(0), (error) => resolve(error?.code));
  });
};

test("a server on the port of one that is gone is reached at once", async () => {
  keepConnectionsApart();
  const first = new grpc.Server();
  const port = await listen(first, 0);
  first.forceShutdown();
  const address = `127.0.0.1:${port}`;
  const early = new grpc.Client(address, grpc.credentials.createInsecure(), grpcClientOptions);
  const refused = await ask(early);
  const second = new grpc.Server();
  await listen(second, port);
  const late = new grpc.Client(address, grpc.credentials.createInsecure(), grpcClientOptions);
  const answered = await ask(late);
  early.close();
  late.close();
  second.forceShutdown();
  expect([refused, answered]).toEqual([grpc.status.UNAVAILABLE, grpc.status.UNIMPLEMENTED]);
});

test.each([undefined, "localhost, 127.0.0.1"])(
  "a proxy of the environment is not asked, no_proxy %p",
  async (no_proxy) => {
    keepConnectionsApart();
    const before = { ...process.env };
    // Nobody listens there.
    Object.assign(process.env, {
      http_proxy: "http://127.0.0.1:9",
      ...(no_proxy === undefined ? {} : { no_proxy }),
    });
    const server = new grpc.Server();
    const port = await listen(server, 0);
    const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), grpcClientOptions);
    const answered = await ask(client);
    client.close();
    server.forceShutdown();
    process.env = before;
    expect(answered).toBe(grpc.status.UNIMPLEMENTED);
  },
);
