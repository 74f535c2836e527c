import { describeOrders } from "./describe-orders";

describeOrders("10k");
