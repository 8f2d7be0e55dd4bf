import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** What is handed in (sync-service/model/effects.ts), so that a test can replay it. */
const EFFECTS = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.name='Date']",
    message: "The clock is handed in: see sync-service/model/effects.ts.",
  },
];
const CASTS = [
  {
    selector: "TSAsExpression > TSAsExpression[typeAnnotation.type='TSUnknownKeyword']",
    message: "Parse it with zod instead of casting through unknown.",
  },
];
const handedIn = (name) => ({ name, message: "Handed in: see sync-service/model/effects.ts." });
const handedInProperty = (object, property) => ({
  object,
  property,
  message: "Handed in: see sync-service/model/effects.ts.",
});

export default defineConfig(
  { ignores: ["**/dist/**", "node_modules/**", "**/*.{js,mjs,cjs}"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      // The tree has no enums.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      // `<F extends FieldName>(name: F)` keeps a field's two values together inside the function.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "no-restricted-syntax": ["error", ...CASTS],
    },
  },
  {
    files: ["shared/**", "sync-service/**"],
    ignores: ["sync-service/{cli,http}/**"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...["fetch", "setTimeout", "setInterval", "setImmediate", "performance"].map(handedIn),
      ],
      "no-restricted-properties": [
        "error",
        handedInProperty("Date", "now"),
        handedInProperty("Math", "random"),
        handedInProperty("globalThis", "fetch"),
        handedInProperty("globalThis", "setTimeout"),
      ],
      "no-restricted-syntax": ["error", ...CASTS, ...EFFECTS],
    },
  },
);
