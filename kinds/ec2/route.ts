import { at, isSet } from "../../models/manifest/values";
import { nameless, refusesSecond, type Effect } from "../facts";
import { kind } from "../kind";
import { refersTo } from "../lead";
import { PART_OF_THE_NETWORK } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

/** Connections of the private subnets leave by another gateway. */
const OTHER_WAY_OUT: Omit<Effect, "source"> = {
  downtime: { class: "failover", secondsMin: 1, secondsMax: 30 },
  dataRisk: "none",
  reversible: true,
  minutesMin: 0.1,
  minutesMax: 1,
  note: "The other way out forwards already when the route is moved to it. Open connections to other services are cut, and the address they come from changes: partners with an allow-list must know it first",
};

export const ec2Route = kind("aws:ec2/route:Route", {
  name: nameless("Told apart by what it belongs to", refusesSecond("routeTableId", "destinationCidrBlock")),
  tags: "none",
  price: free(PART_OF_THE_NETWORK),
  leads: [
    {
      to: "aws:ec2/natGateway:NatGateway",
      reaches: (own, other) => refersTo(own.inputs["natGatewayId"], other),
      note: "Packets go nowhere until the gateway is available",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
    },
    {
      to: "aws:ec2/instance:Instance",
      reaches: (own, other) =>
        isSet(own.inputs["networkInterfaceId"]) &&
        own.inputs["networkInterfaceId"] === at(other.inputs, "primaryNetworkInterface.networkInterfaceId"),
      note: "A route to an interface without a running instance is a black hole",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html",
    },
  ],
  replaces: {
    inputs: ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId", "routeTableId"],
    verification: "source",
    source: providerSource("ec2/vpc_route", "v5.x"),
  },
  changes: [
    {
      property: "natGatewayId",
      ...OTHER_WAY_OUT,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
    },
    {
      property: "networkInterfaceId",
      ...OTHER_WAY_OUT,
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html",
    },
  ],
});
