import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { Message } from "google-protobuf";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { PathChange } from "../models/manifest/changes";
import type { Values } from "../models/manifest/values";
import { withoutAbsent } from "./values";

/** The resource that an operation is about. */
export interface Subject {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
}

export interface InputProblem {
  /** Input that is wrong; empty when it is the whole resource. */
  readonly property: string;
  readonly reason: string;
}

export interface Difference {
  readonly changes: readonly PathChange[];
  /** Those of the changes that force a replacement. */
  readonly replacing: readonly PathChange[];
  readonly deleteBeforeReplace: boolean;
}

export interface Existing {
  readonly id: string;
  readonly inputs: Values;
  readonly outputs: Values;
}

/** What a stand-in answers to the engine: the part of Pulumi's provider protocol that this program uses. */
export interface Provider {
  readonly version: string;
  checkConfig(config: Values): readonly InputProblem[];
  diffConfig(before: Values, after: Values): Difference;
  configure(config: Values): void;
  check(subject: Subject, inputs: Values): readonly InputProblem[];
  /** @param ignored paths of inputs whose changes the engine is told to ignore */
  diff(subject: Subject, existing: Existing, inputs: Values, ignored: readonly string[]): Difference;
  /** @throws PartlyCreated when the object is there but not ready */
  create(subject: Subject, inputs: Values, isPreview: boolean): Promise<{ id: string; outputs: Values }>;
  /** @param isImport nothing is known of the object but its import id */
  read(subject: Subject, id: string, isImport: boolean): Existing | undefined;
  update(
    subject: Subject,
    existing: Existing,
    inputs: Values,
    isPreview: boolean,
    ignored: readonly string[],
  ): Promise<Values>;
  delete(subject: Subject, existing: Existing): Promise<void>;
  invoke(token: string, args: Values): Values;
}

/** An object that exists and failed to become ready: the engine keeps it, with the reasons. */
export class PartlyCreated extends Error {
  constructor(
    readonly id: string,
    readonly inputs: Values,
    readonly outputs: Values,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("; "));
  }
}

const toStruct = (values: Values): Struct =>
  Struct.fromJavaScript(withoutAbsent(values) as Record<string, JavaScriptValue>);
const fromStruct = (struct: Struct | undefined): Values => struct?.toJavaScript() ?? {};

const { DiffChanges } = messages.DiffResponse;
const { Kind } = messages.PropertyDiff;
const KIND = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;
const topLevel = ({ path }: PathChange): string => /^[^.[]*/.exec(path)?.[0] ?? path;

function diffResponse({ changes, replacing, deleteBeforeReplace }: Difference): messages.DiffResponse {
  const response = new messages.DiffResponse();
  response.setChanges(changes.length === 0 ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME);
  response.setDiffsList([...new Set(changes.map(topLevel))]);
  response.setReplacesList([...new Set(replacing.map(topLevel))]);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  for (const change of changes) {
    const detail = new messages.PropertyDiff();
    const [inPlace, byReplacement] = KIND[change.kind];
    detail.setKind(replacing.includes(change) ? byReplacement : inPlace);
    detail.setInputdiff(true);
    response.getDetaileddiffMap().set(change.path, detail);
  }
  return response;
}

function checkResponse(
  inputs: Struct | undefined,
  problems: readonly InputProblem[],
): messages.CheckResponse {
  const response = new messages.CheckResponse();
  response.setInputs(inputs);
  response.setFailuresList(
    problems.map(({ property, reason }) => {
      const failure = new messages.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

/** Thrown for a call that reaches nobody. */
export class Unreachable extends Error {}

/** The engine reads what is there, and why it is not ready, from the details of the status. */
function partlyCreatedStatus(error: PartlyCreated): Partial<grpc.StatusObject> {
  const failed = new messages.ErrorResourceInitFailed();
  failed.setId(error.id);
  failed.setInputs(toStruct(error.inputs));
  failed.setProperties(toStruct(error.outputs));
  failed.setReasonsList([...error.reasons]);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(error.message);
  status.setDetailsList([detail]);
  const metadata = new grpc.Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code: grpc.status.UNKNOWN, details: error.message, metadata };
}

const statusOf = (error: unknown): Partial<grpc.StatusObject> =>
  error instanceof PartlyCreated
    ? partlyCreatedStatus(error)
    : {
        code: error instanceof Unreachable ? grpc.status.UNAVAILABLE : grpc.status.UNKNOWN,
        details: error instanceof Error ? error.message : String(error),
      };

const answering =
  <Request, Response>(answer: (request: Request) => Response | Promise<Response>) =>
  (call: { request: Request }, callback: grpc.sendUnaryData<Response>): void => {
    void (async () => {
      try {
        callback(null, await answer(call.request));
      } catch (error) {
        callback(statusOf(error));
      }
    })();
  };

const empty = (): Empty => new Empty();

interface Named {
  getUrn(): string;
  getType(): string;
  getName(): string;
}
const subjectOf = (request: Named): Subject => ({
  urn: request.getUrn(),
  type: request.getType(),
  name: request.getName(),
});

function existingOf(request: {
  getId(): string;
  getOldInputs(): Struct | undefined;
  getOlds(): Struct | undefined;
}): Existing {
  return {
    id: request.getId(),
    inputs: fromStruct(request.getOldInputs()),
    outputs: fromStruct(request.getOlds()),
  };
}

function handlersOf(provider: Provider): grpc.UntypedServiceImplementation {
  const handlers: Record<string, grpc.handleUnaryCall<never, Message>> = {
    handshake: answering(() => new messages.ProviderHandshakeResponse()),
    attach: answering(empty),
    cancel: answering(empty),
    getPluginInfo: answering(() => {
      const info = new PluginInfo();
      info.setVersion(provider.version);
      return info;
    }),
    getSchema: answering(() => {
      const response = new messages.GetSchemaResponse();
      response.setSchema("{}");
      return response;
    }),
    checkConfig: answering((request: messages.CheckRequest) =>
      checkResponse(request.getNews(), provider.checkConfig(fromStruct(request.getNews()))),
    ),
    diffConfig: answering((request: messages.DiffRequest) =>
      diffResponse(provider.diffConfig(fromStruct(request.getOldInputs()), fromStruct(request.getNews()))),
    ),
    configure: answering((request: messages.ConfigureRequest) => {
      provider.configure(fromStruct(request.getArgs()));
      const response = new messages.ConfigureResponse();
      response.setSupportspreview(true);
      return response;
    }),
    check: answering((request: messages.CheckRequest) =>
      checkResponse(request.getNews(), provider.check(subjectOf(request), fromStruct(request.getNews()))),
    ),
    diff: answering((request: messages.DiffRequest) =>
      diffResponse(
        provider.diff(
          subjectOf(request),
          existingOf(request),
          fromStruct(request.getNews()),
          request.getIgnorechangesList(),
        ),
      ),
    ),
    create: answering(async (request: messages.CreateRequest) => {
      const inputs = fromStruct(request.getProperties());
      const { id, outputs } = await provider.create(subjectOf(request), inputs, request.getPreview());
      const response = new messages.CreateResponse();
      response.setId(id);
      response.setProperties(toStruct(outputs));
      return response;
    }),
    read: answering((request: messages.ReadRequest) => {
      const response = new messages.ReadResponse();
      // The bridge tells an import from a refresh in the same way: there is no earlier state.
      const isImport = Object.keys(fromStruct(request.getProperties())).length === 0;
      const found = provider.read(subjectOf(request), request.getId(), isImport);
      if (found === undefined) return response;
      response.setId(found.id);
      response.setProperties(toStruct(found.outputs));
      response.setInputs(toStruct(found.inputs));
      return response;
    }),
    update: answering(async (request: messages.UpdateRequest) => {
      const outputs = await provider.update(
        subjectOf(request),
        existingOf(request),
        fromStruct(request.getNews()),
        request.getPreview(),
        request.getIgnorechangesList(),
      );
      const response = new messages.UpdateResponse();
      response.setProperties(toStruct(outputs));
      return response;
    }),
    delete: answering(async (request: messages.DeleteRequest) => {
      await provider.delete(subjectOf(request), {
        id: request.getId(),
        inputs: fromStruct(request.getOldInputs()),
        outputs: fromStruct(request.getProperties()),
      });
      return empty();
    }),
    invoke: answering((request: messages.InvokeRequest) => {
      const response = new messages.InvokeResponse();
      response.setReturn(toStruct(provider.invoke(request.getTok(), fromStruct(request.getArgs()))));
      return response;
    }),
  };
  return handlers as unknown as grpc.UntypedServiceImplementation;
}

export interface Served {
  readonly port: number;
  stop(): void;
  /** Takes no further call; those under way are answered. */
  leave(): void;
}

/** Serves Pulumi's provider protocol from this process, on a free port of this machine alone. */
export async function serve(provider: Provider): Promise<Served> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  // The methods left out answer UNIMPLEMENTED, which the engine takes for an older provider.
  server.addService(ResourceProviderService, handlersOf(provider));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    port,
    stop: () => server.forceShutdown(),
    leave: () => {
      server.tryShutdown((error) => {
        // It was stopped meanwhile, which is what was asked for.
        if (error !== undefined) server.forceShutdown();
      });
    },
  };
}
