import { describeTier } from "./describe-tier";

describeTier("20k");
