import { describeTier } from "./describe-tier";

describeTier("100");
