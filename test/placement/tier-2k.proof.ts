import { describeTier } from "./describe-tier";

describeTier("2k");
