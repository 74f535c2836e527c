import { programForEngine } from "./program";

export = programForEngine;
