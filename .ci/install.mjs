// Runs before every npm script that needs the dependencies: installs them when they are missing or
// no longer match the lockfile, so that a fresh clone needs one command. Plain JavaScript, Node 18+.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stamp = join(root, "node_modules", ".throughline-installed");
const wanted = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  console.error("Installing dependencies (once, about a minute and a half)…");
  const install = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (install.status !== 0) {
    console.error("npm ci failed; see above. Nothing was started.");
    process.exit(install.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}

// The scripts run TypeScript directly, which needs Node 22.18; on Linux npm has just brought Node 24.
const bundled = spawnSync("node", ["--version"], { cwd: root, encoding: "utf8", env: withBin(process.env) });
const [major = 0, minor = 0] = (bundled.stdout ?? "").trim().slice(1).split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Throughline needs Node 22.18 or newer; this machine offers ${bundled.stdout?.trim() || "none"}.`,
  );
  console.error(
    "On Linux the lockfile brings Node 24; elsewhere install a newer Node and run the command again.",
  );
  process.exit(1);
}

function withBin(env) {
  const separator = process.platform === "win32" ? ";" : ":";
  return { ...env, PATH: join(root, "node_modules", ".bin") + separator + (env.PATH ?? "") };
}
