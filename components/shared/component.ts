import * as pulumi from "@pulumi/pulumi";
import type { CostComponent } from "../../tiers";
import type { PlatformContext } from "./context";
import { objectLabels, podLabels, selectorLabels, type Labels } from "./labels";
import { physicalName, type NamedType, type PrefixedType } from "./names";
import { constantTags, costTags } from "./tags";

/** Type token of our components: `scaling-tiers:<cost component>:<class>`. */
const COMPONENT_TYPE_PREFIX = "scaling-tiers:";

/**
 * What all components share: one cost line, names, tags, labels and the protection of data. Its members are public for
 * the building blocks of this folder, which make children of the component that they are given.
 */
export abstract class PlatformComponent extends pulumi.ComponentResource {
  protected constructor(
    className: string,
    readonly logicalName: string,
    readonly context: PlatformContext,
    protected readonly costComponent: CostComponent,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(`${COMPONENT_TYPE_PREFIX}${costComponent}:${className}`, logicalName, {}, opts);
  }

  /** Logical name of a child. */
  childName(role: string): string {
    return `${this.logicalName}-${role}`;
  }

  /** Physical name of a child, unique to project, stack and environment and never too long for its type. */
  physicalName(type: NamedType, role: string): string {
    return physicalName(this.context, type, role);
  }

  /**
   * How the physical name of a child begins to which the provider adds 26 characters of its own.
   * @param start what a service asks it to begin with, before the stack's own name
   */
  namePrefix(type: PrefixedType, role: string, start = ""): string {
    return `${physicalName(this.context, type, role, start)}-`;
  }

  /** Cost tags, with further tags such as `Name`. */
  tags(extra: Record<string, string> = {}): Record<string, string> {
    return { ...costTags(this.context, this.costComponent), ...extra };
  }

  /** Cost tags with the name that the console shows, and further tags. */
  namedTags(role: string, extra: Record<string, string> = {}): Record<string, string> {
    return this.tags({ Name: `${this.context.environment}-${role}`, ...extra });
  }

  constantTags(): Record<string, string> {
    return constantTags(this.context, this.costComponent);
  }

  objectLabels(name: string): Labels {
    return objectLabels(this.context, this.costComponent, name);
  }

  podLabels(name: string): Labels {
    return podLabels(this.costComponent, name);
  }

  selectorLabels(name: string): Labels {
    return selectorLabels(this.costComponent, name);
  }

  /** Options of a child that holds data: the engine refuses to delete or replace it. */
  holdsData(opts: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return { parent: this, protect: !this.context.allowDataDestruction, ...opts };
  }

  /** Options of a child that outlives the stack: keys, secrets and data buckets. */
  outlivesStack(opts: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
    return this.holdsData({ retainOnDelete: true, ...opts });
  }

  /** Value of a provider's own deletion protection. */
  get deletionProtection(): boolean {
    return !this.context.allowDataDestruction;
  }
}
