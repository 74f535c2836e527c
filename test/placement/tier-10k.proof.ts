import { describeTier } from "./describe-tier";

describeTier("10k");
