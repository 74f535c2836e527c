import { PROJECT } from "../../stacks/dry-run-config";

/** Everything that a stack's configuration can switch on beside what every tier has. */
export const EVERYTHING: Readonly<Record<string, string>> = {
  [`${PROJECT}:domain`]: '{"name":"app.example.com","hostedZoneId":"Z0123456789ABCDEFGHIJ"}',
  [`${PROJECT}:costAnomaly`]: '{"create":true}',
  [`${PROJECT}:activateCostTags`]: "true",
  [`${PROJECT}:nextImage`]: `registry.example.com/app@sha256:${"b".repeat(64)}`,
};
