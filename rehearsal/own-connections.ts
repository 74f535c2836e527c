import * as runtime from "@pulumi/pulumi/runtime";

/** Exported by the SDK and left out of its types. */
interface ConnectionOptions {
  readonly grpcChannelOptions: object;
  readonly grpcClientOptions: object;
}

/** All of them lead to this machine, where no proxy helps: one that the environment names would be asked for 127.0.0.1. */
const OWN = { "grpc.use_local_subchannel_pool": 1, "grpc.enable_http_proxy": 0 };

/**
 * Gives each client of the SDK connections of its own. gRPC shares them by address in one process, and every `up` has a
 * CLI of its own on a free port: where the system gives out the port of a CLI that is gone, the new client is handed
 * the old one's failure (`14 UNAVAILABLE: No connection established. Last error: null`) without a try. The SDK takes
 * that for the end of the run, and the engine then takes the program for one that wants nothing and deletes the rest.
 */
export function keepConnectionsApart(): void {
  const { grpcChannelOptions, grpcClientOptions } = runtime as unknown as ConnectionOptions;
  for (const options of [grpcChannelOptions, grpcClientOptions]) Object.assign(options, OWN);
}
