import type * as aws from "@pulumi/aws";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The function that answers before the cache is asked; its code is `viewer-request.js`. */
export function viewerRequestFunction(): Omit<aws.cloudfront.FunctionArgs, "name" | "tags"> {
  return {
    comment: "Takes advertising marks out of addresses",
    runtime: "cloudfront-js-2.0",
    code: readFileSync(join(__dirname, "viewer-request.js"), "utf8"),
    publish: true,
  };
}
