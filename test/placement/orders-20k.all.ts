import { describeOrders } from "./describe-orders";

describeOrders("20k");
