import * as z from "zod";
import { readShape, type Field, type SettingsOf } from "../shared/settings-shape";

const sourcesSchema = z
  .array(z.strictObject({ primary: z.string().min(1), readHost: z.string().min(1) }))
  .min(1);

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const text = (allowed: string) => ({ schema: z.string().min(1), allowed });

const SHAPE = {
  AWS_REGION: text("the region of the databases"),
  SOURCES: {
    schema: z.string().transform((value, context) => {
      try {
        return sourcesSchema.parse(JSON.parse(value));
      } catch {
        context.addIssue({ code: "custom", message: "no list of databases" });
        return z.NEVER;
      }
    }),
    allowed: 'a JSON list of the databases, such as [{"primary":"prod-shard-0","readHost":"…"}]',
  },
  SCRATCH_INSTANCE: text("the identifier that the scratch instance gets"),
  SCRATCH_CLASS: text("a class of RDS, such as db.t4g.medium"),
  SUBNET_GROUP: text("a subnet group of RDS"),
  SECURITY_GROUP: text("the security group that lets the pods of the cluster in"),
  DATABASE: text("the name of the database"),
  DATABASE_PORT: { schema: whole(1, 65_535), allowed: "a port" },
  READER: text("the user who may only read"),
  READER_PASSWORD: { ...text("the password of READER"), secret: true as const },
  CA_FILE: text("a file with the root certificates of RDS"),
  STATE_URL: {
    schema: z.url({ protocol: /^https?$/ }),
    allowed: "the address of the object that says when the last drill was",
  },
  METRIC_NAMESPACE: text("a namespace of CloudWatch"),
  EVERY_DAYS: { schema: whole(0, 365).default(28), allowed: "0 to 365; 0 is a drill now" },
  MAX_AGE_HOURS: { schema: whole(1, 999).default(26), allowed: "1 to 999" },
  MAX_HOURS: { schema: whole(1, 24).default(4), allowed: "1 to 24: after which what is left may be removed" },
  POLL_SECONDS: { schema: whole(1, 300).default(30), allowed: "1 to 300" },
} satisfies Record<string, Field>;

export type Settings = SettingsOf<typeof SHAPE>;

/** @throws SettingsError */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings =>
  readShape(SHAPE, environment);
