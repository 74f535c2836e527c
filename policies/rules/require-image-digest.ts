import { everyContainer, WORKLOADS } from "../pods";
import { at } from "../../models/manifest/values";
import { shown, textOf } from "../read";
import type { Problem, ResourceRule } from "../rule";

const DIGEST = /@sha256:[0-9a-f]{64}$/;
/** A tag after the last slash, since a registry may have a port. */
const VERSION = /:(?!latest$)[\w][\w.-]*$/;

/** The application's images are its team's to choose: a tag that says which one is enough. */
const problemOf = (image: string, isOwnChoice: boolean): Problem | undefined => {
  if (DIGEST.test(image)) return undefined;
  if (!isOwnChoice)
    return { wrong: `image is ${shown(image)}`, allowed: "a name with @sha256: and 64 hexadecimal digits" };
  return VERSION.test(image.split("/").at(-1) ?? "")
    ? undefined
    : { wrong: `image is ${shown(image)}`, allowed: "a name with a tag other than latest, or with a digest" };
};

export const requireImageDigest: ResourceRule = {
  id: "require-image-digest",
  title: "Images are pinned by digest, the application's own at least by version",
  rationale: "A tag can be moved, so what runs may differ from what was tested.",
  remedy: "Append @sha256: and the digest to the image.",
  severity: "high",
  source: "AWS Well-Architected, SEC06-BP06",
  whenUnknown: "refuse",
  scope: "resource",
  types: WORKLOADS,
  check: (resource) =>
    everyContainer((container) => problemOf(textOf(at(container, "image")), resource.component === "app"))(
      resource,
    ),
};
