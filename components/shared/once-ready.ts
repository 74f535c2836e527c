import * as pulumi from "@pulumi/pulumi";

/**
 * A resource for `dependsOn`, for what must wait until it does its work and not only until AWS has made it. The provider's
 * own waiters end with the latter. A preview waits for nothing.
 * @param what tells what to wait for
 * @param until resolves when it is ready; its error ends the run before anything that depends on it is touched
 */
export function onceReady<Fact>(
  resource: pulumi.Resource,
  what: pulumi.Output<Fact>,
  until: (fact: Fact) => Promise<void>,
): pulumi.Output<pulumi.Resource> {
  return what.apply(async (fact) => {
    if (!pulumi.runtime.isDryRun()) await until(fact);
    return resource;
  });
}
