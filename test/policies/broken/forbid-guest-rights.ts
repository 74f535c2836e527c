import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "2k",
  name: "rum-guest-rights",
  path: "inputs.policy",
  value:
    '{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::dev-uploads/photo.jpg"}]}',
  message:
    "rum-guest-rights: everybody may do s3:GetObject on arn:aws:s3:::dev-uploads/photo.jpg; allowed: rum:PutRumEvents on an app monitor of this stack. Leave the guest's role one statement: rum:PutRumEvents on the ARN of the app monitor.",
};
