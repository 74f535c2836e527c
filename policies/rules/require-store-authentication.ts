import { at, listOf } from "../../models/manifest/values";
import { isReplica } from "../../kinds/rds/replica";
import { inventoryOf } from "../effects/inventory";
import { CACHE, DATABASE } from "../effects/network";
import { containersOf } from "../pods";
import { shown, textOf } from "../read";
import type { PolicyResource, Problem, StackRule } from "../rule";

const USER_GROUP = "aws:elasticache/userGroup:UserGroup";
const USER = "aws:elasticache/user:User";
const SET = "kubernetes:apps/v1:StatefulSet";
const QDRANT_KEY = "QDRANT__SERVICE__API_KEY";

/** What a user of a cache proves who it is with. */
const AUTHENTICATION = ["password", "iam"];

function ofDatabase(database: PolicyResource): Problem[] {
  const { inputs } = database;
  if (isReplica(database)) return [];
  const isManaged = inputs["manageMasterUserPassword"] === true;
  return isManaged || textOf(inputs["password"]) !== ""
    ? []
    : [{ wrong: "it has no password", allowed: "a password, or one that RDS manages" }];
}

function ofUser({ inputs }: PolicyResource): Problem[] {
  const type = at(inputs, "authenticationMode.type");
  const passwords = [...listOf(at(inputs, "authenticationMode.passwords")), ...listOf(inputs["passwords"])];
  const access = textOf(inputs["accessString"]);
  const isWeak =
    !AUTHENTICATION.includes(textOf(type)) ||
    (type === "password" && passwords.filter((each) => textOf(each) !== "").length === 0) ||
    inputs["noPasswordRequired"] === true ||
    /\bnopass\b/.test(access);
  return [
    ...(isWeak
      ? [
          {
            wrong: `authenticationMode is ${shown(type)} with ${passwords.length} passwords`,
            allowed: "a password, or IAM",
          },
        ]
      : []),
    ...(/-@(dangerous|all)\b/.test(access)
      ? []
      : [{ wrong: `accessString is ${shown(access)}`, allowed: "one without the commands of @dangerous" }]),
  ];
}

/** The container that answers on Qdrant's port takes its key from a Secret. */
function ofVectors(set: PolicyResource): Problem[] {
  return containersOf(set)
    .filter(({ name }) => name === "qdrant")
    .flatMap(({ container }) => {
      const key = listOf(at(container, "env")).find((one) => at(one, "name") === QDRANT_KEY);
      return textOf(at(key, "valueFrom.secretKeyRef.name")) !== "" &&
        at(key, "valueFrom.secretKeyRef.optional") !== true
        ? []
        : [
            {
              wrong: `${QDRANT_KEY} is ${shown(at(key, "valueFrom"))}`,
              allowed: "a key of a Secret that must be there",
            },
          ];
    });
}

export const requireStoreAuthentication: StackRule = {
  id: "require-store-authentication",
  title: "PostgreSQL, Valkey and Qdrant answer nobody who does not prove who he is",
  rationale: "One compromised pod of the cluster would read and change everything.",
  remedy:
    "Give the database a password, the cache a user group whose users have passwords, and Qdrant an API key from a Secret.",
  severity: "critical",
  source: "AWS Well-Architected, SEC02-BP02; Qdrant documentation, Security",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    const ofCache = ({ inputs }: PolicyResource): Problem[] => {
      const groups = listOf(inputs["userGroupIds"]);
      if (groups.length === 0)
        return textOf(inputs["authToken"]) === ""
          ? [{ wrong: "it has no user group", allowed: "a user group of the stack" }]
          : [];
      return groups.flatMap((id) => {
        const group = inventory.meant(USER_GROUP, id);
        const users = listOf(group?.inputs["userIds"]);
        return users.length > 0 && users.every((user) => inventory.meant(USER, user) !== undefined)
          ? []
          : [{ wrong: `the users of ${shown(id)} are not known`, allowed: "users of the stack" }];
      });
    };
    return (
      [
        [DATABASE, ofDatabase],
        [CACHE, ofCache],
        [USER, ofUser],
        [SET, ofVectors],
      ] as const
    ).flatMap(([type, check]) =>
      inventory
        .ofType(type)
        .flatMap((resource) => check(resource).map((problem) => ({ ...problem, urn: resource.urn }))),
    );
  },
};
