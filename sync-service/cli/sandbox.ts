import { untilInterrupted } from "./interrupt.ts";
import { startSandboxes } from "./sandboxes.ts";
import { systemClock, systemRandom } from "./system.ts";

/** Starts the two twins alone and prints what a client needs to reach them. */
export async function sandbox(options: { json?: true; jiraPort: number; linearPort: number }): Promise<void> {
  const sandboxes = await startSandboxes(
    { clock: systemClock, random: systemRandom },
    { jira: options.jiraPort, linear: options.linearPort },
  );
  const { jira, linear, jiraUrl, linearUrl } = sandboxes;
  const places = {
    jira: {
      baseUrl: jiraUrl,
      ...jira.credentials,
      webhookSecret: jira.webhookSecret,
      cloudId: jira.cloudId,
      control: `${jiraUrl}/sandbox`,
    },
    linear: {
      baseUrl: linearUrl,
      apiUrl: `${linearUrl}/graphql`,
      apiKey: linear.apiKey,
      webhookSecret: linear.webhookSecret,
      control: `${linearUrl}/sandbox`,
    },
  };
  const interrupted = untilInterrupted();
  if (options.json) console.log(JSON.stringify(places));
  else {
    console.log(`Jira sandbox    ${jiraUrl}   ${jira.credentials.email} : ${jira.credentials.apiToken}`);
    console.log(`Linear sandbox  ${linearUrl}/graphql   ${linear.apiKey}`);
    console.log(`Control         ${jiraUrl}/sandbox and ${linearUrl}/sandbox (see sync-service/sandbox)`);
    console.log("Ctrl-C ends both; nothing is kept.");
  }
  await interrupted;
  await sandboxes.close();
}
