import { describeChain, UP } from "./describe-steps";

describeChain(UP);
