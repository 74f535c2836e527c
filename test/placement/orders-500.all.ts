import { describeOrders } from "./describe-orders";

describeOrders("500");
