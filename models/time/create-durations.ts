import { kindOf } from "../../kinds";
import type { CreateDuration } from "../../kinds/facts";
import type { ManifestResource } from "../manifest/manifest";

/** The source is null only for the default. */
export type Duration = Omit<CreateDuration, "source" | "when"> & { readonly source: string | null };

/** Minutes to create one resource; what is no object of the cloud, such as a component, takes none. */
export type DurationOf = (resource: Pick<ManifestResource, "type" | "inputs">) => Duration;

/** Of every type of which the catalogue says nothing else. */
export const DEFAULT_DURATION: Duration = {
  minutesMin: 0.02,
  minutesMax: 0.25,
  basis: "estimate",
  note: "A few seconds: a call or two of an API, without a wait",
  source: null,
};

/** How long AWS and Kubernetes take to make a resource, by the catalogue of kinds. */
export const createDuration: DurationOf = ({ type, inputs }) =>
  kindOf(type)?.creates?.find(({ when }) => when === undefined || (inputs[when] ?? false) !== false) ??
  DEFAULT_DURATION;
