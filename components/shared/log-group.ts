import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformComponent } from "./component";

/** A log group of a service that would otherwise make it itself, unencrypted and kept for ever: make it first. */
export function createLogGroup(
  parent: PlatformComponent,
  role: string,
  { name, keyArn }: { readonly name: string; readonly keyArn: pulumi.Output<string> },
): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    parent.childName(role),
    { name, retentionInDays: parent.context.logRetentionDays, kmsKeyId: keyArn, tags: parent.tags() },
    { parent },
  );
}
