import { describeOrders } from "./describe-orders";

describeOrders("2k");
