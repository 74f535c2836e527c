import { everyContainer, WORKLOADS } from "../pods";
import { at } from "../../models/changes";
import { shown, textOf } from "../read";
import type { ResourceRule } from "../rule";

export const requireImageDigest: ResourceRule = {
  id: "require-image-digest",
  title: "Images are named by digest",
  rationale: "A tag can be moved: what was tested need not be what runs.",
  remedy: "Add @sha256: and the digest to the image.",
  severity: "high",
  source: "AWS Well-Architected, SEC06-BP06",
  scope: "resource",
  types: WORKLOADS,
  check: everyContainer((container) => {
    const image = textOf(at(container, "image"));
    return /@sha256:[0-9a-f]{64}$/.test(image)
      ? undefined
      : { wrong: `image is ${shown(image)}`, allowed: "a name with @sha256: and 64 hexadecimal digits" };
  }),
};
