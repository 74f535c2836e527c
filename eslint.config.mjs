import comments from "@eslint-community/eslint-plugin-eslint-comments/configs";
import js from "@eslint/js";
import pulumi from "@pulumi/eslint-plugin";
import prettier from "eslint-config-prettier";
import jest from "eslint-plugin-jest";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const NO_CONFIG = "Only stacks/config.ts reads the stack's configuration; pass what you need as an argument.";
const NO_CLOCK = "A model has no clock: pass the date as an argument.";
const NO_CHANCE = "A model gives the same result each time: pass a seed as an argument.";
const NO_LOCALE = "Name the locale: the same figure must be the same text on every machine.";
const NO_OUTSIDE = "A model reads nothing but its arguments.";
const NO_ENVIRONMENT = "Only cli/ reads the process environment; pass what you need as an argument.";

/** Reading the stack's configuration, in every way that TypeScript allows to write it. */
const pulumiConfig = [
  { selector: "NewExpression[callee.property.name='Config']", message: NO_CONFIG },
  {
    selector: "ImportDeclaration[source.value=/^@pulumi/] ImportSpecifier[imported.name='Config']",
    message: NO_CONFIG,
  },
];

/** A resource that exists only when an Output is known is missing from previews, prices and policies. */
const resourceInApply = {
  selector:
    "CallExpression[callee.property.name='apply'] NewExpression[callee.type='MemberExpression'][callee.property.name!=/Error$/]",
  message: "Create resources outside apply: what decides how many there are must be a plain value.",
};

const impure = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: NO_CLOCK },
  {
    selector: "CallExpression[callee.property.name=/^toLocale/][arguments.0.type!='Literal']",
    message: NO_LOCALE,
  },
  {
    selector: "CallExpression[callee.property.name='localeCompare'][arguments.length<2]",
    message: NO_LOCALE,
  },
  {
    selector: "NewExpression[callee.object.name='Intl'][arguments.0.type!='Literal']",
    message: NO_LOCALE,
  },
];

const processEnvironment = { object: "process", property: "env", message: NO_ENVIRONMENT };

export default defineConfig(
  globalIgnores(["coverage/", "reports/", "test/golden/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  comments.recommended,
  {
    rules: {
      "@eslint-community/eslint-comments/require-description": "error",
      "@eslint-community/eslint-comments/no-unused-disable": "off", // reportUnusedDisableDirectives does it.
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { "@pulumi": pulumi },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@pulumi/no-output-in-template-literal": "error",
      "@pulumi/no-output-instance-in-template-literal": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // `{ tags: _tags, ...rest }` is how a key is left out.
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "no-restricted-syntax": ["error", ...pulumiConfig],
    },
  },
  {
    files: ["components/**/*.ts", "stacks/**/*.ts"],
    rules: {
      "no-restricted-properties": ["error", processEnvironment],
      "no-restricted-syntax": ["error", ...pulumiConfig, resourceInApply],
    },
  },
  // A policy pack is a program of its own, which the engine hands the configuration of the stack that it judges.
  {
    files: ["stacks/config.ts", "policies/pack.ts"],
    rules: { "no-restricted-syntax": ["error", resourceInApply] },
  },
  {
    files: ["cli/**/*.ts"],
    rules: { "no-console": "off" },
  },
  {
    files: ["models/**/*.ts", "tiers/**/*.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: NO_OUTSIDE },
        { name: "process", message: NO_OUTSIDE },
        { name: "performance", message: NO_CLOCK },
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: NO_CLOCK },
        { object: "Math", property: "random", message: NO_CHANCE },
      ],
      "no-restricted-syntax": ["error", ...pulumiConfig, ...impure],
    },
  },
  {
    files: ["test/**/*.ts"],
    extends: [jest.configs["flat/recommended"]],
    rules: {
      "jest/expect-expect": ["error", { assertFunctionNames: ["expect", "expect*", "fc.assert"] }],
      "jest/no-disabled-tests": "error",
      "jest/no-commented-out-tests": "error",
      // Jest's asymmetric matchers are typed any.
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  // The benchmark prints its measurements.
  { files: ["test/bench/**/*.ts"], rules: { "no-console": "off" } },
  {
    files: ["**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { __dirname: "readonly", module: "writable", require: "readonly" },
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: { console: "readonly", process: "readonly" } },
  },
  // A program of its own, which prints what it does.
  {
    files: ["docs/sample-app/**/*.js"],
    languageOptions: { globals: { console: "readonly", process: "readonly" } },
    rules: { "no-console": "off" },
  },
  prettier,
);
