import { describeSteps, LEAPS } from "./describe-steps";

describeSteps("Leap", LEAPS);
