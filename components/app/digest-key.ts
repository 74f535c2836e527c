import * as pulumi from "@pulumi/pulumi";
import type { PlatformComponent } from "../shared/component";
import { createPassword } from "../shared/password";

/**
 * Key of the digests that stand in pod templates. No pod knows it, so that whoever may read a template cannot find a
 * short secret by trying.
 */
export const createDigestKey = (parent: PlatformComponent): pulumi.Output<string> =>
  pulumi.secret(createPassword(parent, "digest-key").result);
