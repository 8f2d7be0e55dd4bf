import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { healthSchema } from "#shared/contract/initiatives/definition.ts";
import { inviteToSignIn, listAccess, makeApiToken, revokeAccess, shareInitiative } from "./access.ts";
import { backfill } from "./backfill.ts";
import { check } from "./check.ts";
import { listConflicts, restoreConflict, settleConflict } from "./conflicts.ts";
import { demo } from "./demo.ts";
import { listInitiatives, saveInitiative, updateInitiative } from "./initiatives.ts";
import { preview } from "./preview.ts";
import { resume } from "./resume.ts";
import { sandbox } from "./sandbox.ts";
import { serveMirrors } from "./serve.ts";
import { status } from "./status.ts";
import { UsageError } from "./usage-error.ts";

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

const days = (what: string, standard: number): Option =>
  new Option("--days <days>", what).default(standard).argParser(daysOf);

program
  .command("sign-in-link")
  .description("a link that lets one person in outside Jira, once")
  .requiredOption("--name <name>", "the person's name, as it is shown beside what they write")
  .option("--email <email>", "the person's address")
  .addOption(days("how long the session lasts that it opens", 30))
  .action(inviteToSignIn);

program
  .command("api-token")
  .description("a token with which a program uses the API")
  .requiredOption("--name <name>", "what or whose it is, as it is shown beside what it writes")
  .option("--email <email>", "who answers for it")
  .addOption(days("how long it is good for", 90))
  .action(makeApiToken);

program
  .command("share-link")
  .description("a link with which anybody who has it can read one initiative")
  .argument("<initiative>", "the initiative's id")
  .requiredOption("--for <purpose>", "whom or what it is for, e.g. Board, November")
  .addOption(days("how long it opens the page", 30))
  .action(shareInitiative);

program
  .command("access")
  .description("who can get in outside Jira: sign-in links, sessions, share links")
  .option("--all", "also what has ended or expired")
  .action(listAccess);

program
  .command("revoke")
  .description("end a sign-in link, a session or a share link at once")
  .argument("<id>", "as `access` names it")
  .action(revokeAccess);

const initiatives = program
  .command("initiatives")
  .description("initiatives, over the API of the running service (THROUGHLINE_URL, THROUGHLINE_API_TOKEN)");

initiatives
  .command("list")
  .description("each with its progress, target and health")
  .option("--json", "print one JSON line")
  .action(listInitiatives);

initiatives
  .command("save")
  .description("create one of a YAML or JSON file, or replace one that is there")
  .argument(
    "<file>",
    "its definition: name, sources, owner, targetOn, outcomes, titles … (see /api/openapi.json)",
  )
  .option("--id <initiative>", "the one to replace; without it a new one is made")
  .option("--why <reason>", "kept beside the edit")
  .action(saveInitiative);

initiatives
  .command("update")
  .description("say how it goes, in your name")
  .argument("<initiative>")
  .addOption(
    new Option("--health <health>", "as you see it").choices(healthSchema.options).makeOptionMandatory(),
  )
  .requiredOption("--text <text>", "what people should know")
  .action(updateInitiative);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function daysOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 365) return count;
  throw new InvalidArgumentError("From 1 to 365 days.");
}
