import { createSocket, type Socket } from "node:dgram";

const HEADER_BYTES = 12;
const TYPE_A = 1;
/** As RDS publishes the name of an instance. */
const TTL_SECONDS = 5;

/** The first question of a message: its bytes, its name in lower case and its type. */
function questionOf(query: Buffer): { readonly bytes: Buffer; readonly name: string; readonly type: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length).toLowerCase());
    at += length + 1;
  }
  return {
    bytes: query.subarray(HEADER_BYTES, at + 5),
    name: labels.join("."),
    type: query.readUInt16BE(at + 1),
  };
}

/** RFC 1035, section 4.1: one question, and an address when there is one. */
function answer(query: Buffer, address: string | undefined, bytes: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  query.copy(header, 0, 0, 2);
  // An authoritative response to a recursive query.
  header.writeUInt16BE(0x8580, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(address === undefined ? 0 : 1, 6);
  if (address === undefined) return Buffer.concat([header, bytes]);
  const record = Buffer.alloc(16);
  record.writeUInt16BE(0xc000 | HEADER_BYTES, 0);
  record.writeUInt16BE(TYPE_A, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(TTL_SECONDS, 6);
  record.writeUInt16BE(4, 10);
  address.split(".").forEach((part, index) => record.writeUInt8(Number(part), 12 + index));
  return Buffer.concat([header, bytes, record]);
}

/** Answers for the names of the instances, which a test may move to another address as RDS does in a failover. */
export class NameServer {
  private readonly addresses = new Map<string, string>();

  private constructor(
    private readonly socket: Socket,
    /** Such as `127.0.0.1:40123`, for the line `nameserver` of a `resolv.conf`. */
    readonly at: string,
  ) {}

  static async start(address: string): Promise<NameServer> {
    const socket = createSocket("udp4");
    const port = await new Promise<number>((done, fail) => {
      socket.once("error", fail).bind(0, address, () => {
        done(socket.address().port);
      });
    });
    const server = new NameServer(socket, `${address}:${port}`);
    socket.on("message", (query, from) => {
      const { bytes, name, type } = questionOf(query);
      const known = type === TYPE_A ? server.addresses.get(name) : undefined;
      socket.send(answer(query, known, bytes), from.port, from.address);
    });
    return server;
  }

  point(name: string, address: string): void {
    this.addresses.set(name, address);
  }

  stop(): void {
    this.socket.close();
  }
}
