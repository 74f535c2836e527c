import { listOf, recordOf, type Values } from "../../models/manifest/values";
import { NO_DOWNTIME, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";
import { isParameterDefault } from "./parameter-defaults";

/** Name and value of each parameter that an instance takes at its next reboot. */
const staticParameters = (inputs: Values): string[] =>
  listOf(inputs["parameters"])
    .map(recordOf)
    .filter(({ applyMethod }) => applyMethod === "pending-reboot")
    .map(({ name, value }) => `${String(name)}=${String(value)}`)
    .sort();

const waitsForReboot = (before: Values, after: Values): boolean =>
  staticParameters(before).join() !== staticParameters(after).join();

/** What the group holds after it was told: a parameter at its default keeps waiting for a reboot. */
const asRead = (inputs: Values): readonly unknown[] =>
  listOf(inputs["parameters"])
    .map(recordOf)
    .map(({ name, value, ...rest }) =>
      isParameterDefault(name, value)
        ? { ...rest, name, value, applyMethod: "pending-reboot" }
        : { ...rest, name, value },
    );

export const rdsParameterGroup = kind("aws:rds/parameterGroup:ParameterGroup", {
  name: { input: "name", lengthMax: 255, identity: refusesSecond("name") },
  tags: "tags",
  price: free("Settings of the instances, which are priced."),
  replaces: {
    inputs: ["description", "family", "name", "namePrefix"],
    verification: "source",
    source: providerSource("rds/parameter_group", "v5.52"),
  },
  changes: [
    {
      property: "parameters",
      decides: waitsForReboot,
      downtime: { class: "restart", secondsMin: 30, secondsMax: 120 },
      dataRisk: "none",
      reversible: true,
      minutesMin: 1,
      minutesMax: 10,
      note: "max_connections waits for a reboot of every instance of the group, primary and replicas; until then the old value holds",
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html",
    },
    {
      property: "parameters",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 1,
      minutesMax: 5,
      note: "Every instance of the group takes it at once, without a restart",
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html",
    },
  ],
  readsBack: [
    {
      property: "parameters",
      reads: asRead,
      note: "A parameter whose value is its default is read back as waiting for a reboot, whatever apply method it is given",
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/39252",
    },
  ],
  refusals: [
    {
      id: "rds-parameter-group-in-use",
      on: ["delete"],
      message: "InvalidDBParameterGroupState: instances use the parameter group.",
      statement: "A parameter group with instances is not deleted.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/goto/WebAPI/rds/DeleteDBParameterGroup",
    },
  ],
});
