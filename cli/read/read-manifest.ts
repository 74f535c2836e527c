import { MANIFEST_SCHEMA_VERSION, manifestSchema, type Manifest } from "../../models/manifest/manifest";
import { InputError, problemsOf } from "../../tiers";
import { parseJson } from "./read-json";
import { readText } from "./read-text";

const WRITE_IT = "Write it with: ./scale manifest 500 --json --out manifest.json";

/**
 * A manifest that `scale manifest --json` wrote.
 * @throws InputError when it is none, or of another schema version
 */
export function readManifest(file: string): Manifest {
  const given = parseJson(readText(file, "the manifest"), `The manifest ${file}`, () => {
    throw new InputError(`The manifest ${file} is not JSON. ${WRITE_IT}`);
  });
  const version =
    typeof given === "object" && given !== null && "schemaVersion" in given ? given.schemaVersion : undefined;
  if (version !== MANIFEST_SCHEMA_VERSION)
    throw new InputError(
      version === undefined
        ? `${file} is no manifest: it has no schemaVersion. ${WRITE_IT}`
        : `The manifest ${file} is of schema version ${JSON.stringify(version)}; this release reads version ${MANIFEST_SCHEMA_VERSION}. ${WRITE_IT}`,
    );
  const checked = manifestSchema.safeParse(given);
  if (checked.success) return checked.data;
  throw new InputError(
    `${file} is not what scale manifest --json prints:`,
    problemsOf(manifestSchema, given, checked.error.issues).slice(0, 5),
  );
}
