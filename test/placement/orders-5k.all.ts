import { describeOrders } from "./describe-orders";

describeOrders("5k");
