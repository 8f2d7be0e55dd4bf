import { Argument, Command, Option } from "commander";
import { backfill } from "./backfill.ts";
import { check } from "./check.ts";
import { listConflicts, restoreConflict, settleConflict } from "./conflicts.ts";
import { demo } from "./demo.ts";
import { preview } from "./preview.ts";
import { resume } from "./resume.ts";
import { sandbox } from "./sandbox.ts";
import { serveMirrors } from "./serve.ts";
import { status } from "./status.ts";

const program = new Command("throughline").description(
  "Mirrors issues between Jira Cloud and Linear, and tells why each one matters.",
);

program
  .command("demo")
  .description(
    "both trackers as sandboxes on this machine: mirrors issues both ways and serves the demo page",
  )
  .option(
    "--issues <file>",
    "fill the Jira sandbox with the issues of a CSV file (issuekey,title,description,storypoint)",
  )
  .option("--json", "mirror, check and exit; the last line printed is one JSON object")
  .option("--full", "with --json: a third run that looks at every pair anew")
  .addOption(new Option("--port <port>", "where the demo page is served").default(4400).argParser(Number))
  .action(demo);

program
  .command("sandbox")
  .description("only the two sandboxes, for any client; prints where they are")
  .option("--json", "print one JSON line")
  .addOption(new Option("--jira-port <port>", "0 takes a free one").default(0).argParser(Number))
  .addOption(new Option("--linear-port <port>", "0 takes a free one").default(0).argParser(Number))
  .action(sandbox);

program
  .command("serve")
  .description(
    "mirror continuously: webhooks, polls and sweeps, with the HTTP interface (settings: see README)",
  )
  .action(serveMirrors);

program
  .command("backfill")
  .description("mirror what both trackers hold until nothing is left to do, then exit")
  .action(backfill);

program
  .command("status")
  .description("what is mirrored, waiting, parked and in conflict")
  .option("--json", "print one JSON line")
  .action(status);

program.command("check").description("what the mapping cannot do, said before anything runs").action(check);

program
  .command("preview")
  .description("what a run would do with the mapping as it stands in the file; writes nothing anywhere")
  .option("--json", "print one JSON line a mirror")
  .action(preview);

program
  .command("conflicts")
  .description("what both sides changed differently and waits for a decision")
  .option("--all", "also what was settled, with the values that lost")
  .action(listConflicts);

program
  .command("settle")
  .description("take one side's value for both")
  .argument("<conflict>", "as `conflicts` names it")
  .addArgument(new Argument("<side>", "whose value is taken").choices(["jira", "linear"]))
  .action(settleConflict);

program
  .command("restore")
  .description("bring the value that lost a conflict back, on both sides")
  .argument("<conflict>", "as `conflicts --all` names it")
  .action(restoreConflict);

program.command("resume").description("let a paused mirror go on").argument("<mirror>").action(resume);

await program.parseAsync();
