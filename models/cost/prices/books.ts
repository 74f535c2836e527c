// Written anew by `scale prices refresh --write`.
import apNortheast1 from "./ap-northeast-1.json";
import apSouth1 from "./ap-south-1.json";
import apSoutheast1 from "./ap-southeast-1.json";
import apSoutheast2 from "./ap-southeast-2.json";
import apSoutheast5 from "./ap-southeast-5.json";
import caCentral1 from "./ca-central-1.json";
import euCentral1 from "./eu-central-1.json";
import euNorth1 from "./eu-north-1.json";
import euWest1 from "./eu-west-1.json";
import saEast1 from "./sa-east-1.json";
import usEast1 from "./us-east-1.json";
import usEast2 from "./us-east-2.json";
import usWest2 from "./us-west-2.json";

export const BOOKS: readonly unknown[] = [
  apNortheast1,
  apSouth1,
  apSoutheast1,
  apSoutheast2,
  apSoutheast5,
  caCentral1,
  euCentral1,
  euNorth1,
  euWest1,
  saEast1,
  usEast1,
  usEast2,
  usWest2,
];
