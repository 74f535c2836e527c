import { describeSteps, DOWN } from "./describe-steps";

describeSteps("Step down", DOWN);
