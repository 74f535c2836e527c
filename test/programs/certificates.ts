import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../rehearsal/child";
import { InputError } from "../../tiers";

/** Paths of what a server needs to be trusted under some names. */
export interface ServerCertificate {
  readonly key: string;
  readonly certificate: string;
  readonly authority: string;
}

async function openssl(args: readonly string[]): Promise<void> {
  const { code, end, stderr } = await run("openssl", args, { env: process.env });
  if (end.kind === "not started")
    throw new InputError("There is no openssl on PATH to make certificates. Install it, and run this again.");
  if (code !== 0) throw new Error(`openssl: ${stderr}`);
}

/** Makes an authority of its own in a folder, and a certificate for some names and addresses that it signs. */
export async function makeCertificate(
  folder: string,
  names: readonly string[],
  addresses: readonly string[] = [],
): Promise<ServerCertificate> {
  const file = (name: string): string => join(folder, name);
  const [key, certificate, authority] = [file("server.key"), file("server.crt"), file("authority.crt")];
  const fresh = ["req", "-newkey", "rsa:2048", "-nodes", "-subj"];
  const alternatives = [...names.map((name) => `DNS:${name}`), ...addresses.map((at) => `IP:${at}`)];
  await writeFile(file("extensions"), `subjectAltName=${alternatives.join(",")}\n`);
  await openssl([
    ...fresh,
    "/CN=Authority",
    "-x509",
    "-days",
    "2",
    "-keyout",
    file("authority.key"),
    "-out",
    authority,
  ]);
  await openssl([...fresh, "/CN=server", "-keyout", key, "-out", file("server.csr")]);
  const signed = ["-CA", authority, "-CAkey", file("authority.key"), "-CAcreateserial", "-days", "2"];
  await openssl([
    ...["x509", "-req", "-in", file("server.csr")],
    ...signed,
    "-extfile",
    file("extensions"),
    "-out",
    certificate,
  ]);
  return { key, certificate, authority };
}
