import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { PlatformComponent } from "../shared/component";

/** 40 letters and digits: nobody tries them all. */
const DIGEST_KEY_LENGTH = 40;

/**
 * Key of the digests that stand in pod templates. No pod knows it, so that whoever may read a template cannot find a
 * short secret by trying.
 */
export function createDigestKey(parent: PlatformComponent): pulumi.Output<string> {
  const { result } = new random.RandomPassword(
    parent.childName("digest-key"),
    { length: DIGEST_KEY_LENGTH, special: false },
    { parent },
  );
  return pulumi.secret(result);
}
