import { isNamed, type Values } from "../../models/manifest/values";

/** A read replica lives by its primary: what it holds, how it is backed up and what fails over is the primary's. */
export const isReplica = ({ inputs }: { readonly inputs: Values }): boolean =>
  isNamed(inputs, "replicateSourceDb");
