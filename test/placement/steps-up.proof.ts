import { describeSteps, UP } from "./describe-steps";

describeSteps("Step up", UP);
