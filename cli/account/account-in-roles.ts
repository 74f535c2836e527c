import { PROJECT } from "../../stacks/dry-run-config";
import type { Subject } from "../record/subject";

/** Twelve digits. */
export const ACCOUNT = /^\d{12}$/;

/** Account of the roles that a stack's file names; undefined where it names none. */
export const accountInRoles = ({ config }: Subject): string | undefined =>
  /arn:aws[a-z-]*:iam::(\d{12}):role\//.exec(config[`${PROJECT}:deployerRoleArns`] ?? "")?.[1];
