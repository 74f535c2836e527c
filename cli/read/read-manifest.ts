import { MANIFEST_SCHEMA_VERSION, manifestSchema, type Manifest } from "../../models/manifest/manifest";
import { manifestDigest } from "../../models/manifest/manifest-digest";
import { InputError, problemsOf } from "../../tiers";
import { parseJson } from "./read-json";
import { readText } from "./read-text";

const WRITE_IT = "Write it with: ./scale manifest 500 --json --out manifest.json";

/** @throws InputError when something was taken out of it, or was never in it */
function demandWhole(manifest: Manifest, file: string): Manifest {
  const { digest, resources } = manifest;
  if (digest === manifestDigest(manifest) && resources.length > 0) return manifest;
  throw new InputError(
    `The manifest ${file} is not whole: ${
      digest === undefined
        ? "it has no digest, which scale manifest --json writes"
        : `its digest is not that of the ${resources.length} resources in it, so it was filtered, cut or edited`
    }. Nothing is said of a part. ${WRITE_IT}`,
  );
}

/**
 * A manifest that `scale manifest --json` wrote.
 * @throws InputError when it is none, is not whole, or is of another schema version
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
  if (checked.success) return demandWhole(checked.data, file);
  throw new InputError(
    `${file} is not what scale manifest --json prints:`,
    problemsOf(manifestSchema, given, checked.error.issues).slice(0, 5),
  );
}
