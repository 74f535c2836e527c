import { describeTier } from "./describe-tier";

describeTier("5k");
