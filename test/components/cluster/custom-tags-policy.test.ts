import { customTagsPolicy } from "../../../components/cluster/custom-tags-policy";

interface Statement {
  Sid: string;
  Action: string | string[];
  Resource: string | string[];
  Condition: { StringEquals: Record<string, string> };
}

const { Statement: statements } = JSON.parse(customTagsPolicy("aws-us-gov", "prod-cluster-1")) as {
  Statement: Statement[];
};

test("each statement is bound to what carries this cluster's name", () => {
  expect(statements.map(({ Sid }) => Sid)).toEqual(["Compute", "Storage", "Networking"]);
  for (const { Condition } of statements)
    expect(Condition.StringEquals).toEqual({ "aws:RequestTag/eks:eks-cluster-name": "prod-cluster-1" });
});

test("no action is open, and volumes are named in the partition", () => {
  expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
  expect(statements[1]?.Resource).toEqual([
    "arn:aws-us-gov:ec2:*:*:volume/*",
    "arn:aws-us-gov:ec2:*:*:snapshot/*",
  ]);
});
