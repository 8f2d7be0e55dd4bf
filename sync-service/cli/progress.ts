import { Presets, SingleBar } from "cli-progress";
import type { Progress } from "#sync/mirror/engine.ts";

/** How a command tells what it is doing: a bar on a terminal, plain lines elsewhere. */
export interface ProgressReport {
  say: (line: string) => void;
  begin: (title: string) => void;
  step: (progress: Progress) => void;
  end: () => void;
  log: (event: string, details: Record<string, unknown>) => void;
}

/** Writes to `output` (standard error, so that standard output stays machine-readable). */
export function reportProgress(output: NodeJS.WriteStream): ProgressReport {
  const say = (line: string): void => {
    output.write(`${line}\n`);
  };
  const log: ProgressReport["log"] = (event, details) => say(`${event} ${JSON.stringify(details)}`);
  return output.isTTY ? { say, log, ...onTerminal(output) } : { say, log, ...inLines(say) };
}

function onTerminal(stream: NodeJS.WriteStream): Pick<ProgressReport, "begin" | "step" | "end"> {
  let bar: SingleBar | null = null;
  let title = "";
  return {
    begin: (name) => {
      title = name;
    },
    step: ({ done, waiting }) => {
      if (!bar) {
        bar = new SingleBar(
          {
            format: "{title} {bar} {value} of {total} issues, {eta_formatted} left",
            stream,
            hideCursor: true,
          },
          Presets.shades_classic,
        );
        bar.start(done + waiting, done, { title });
      }
      bar.setTotal(done + waiting);
      bar.update(done, { title });
    },
    end: () => {
      bar?.stop();
      bar = null;
    },
  };
}

function inLines(say: (line: string) => void): Pick<ProgressReport, "begin" | "step" | "end"> {
  let title = "";
  let told = -1;
  return {
    begin: (name) => {
      title = name;
      told = -1;
    },
    step: ({ done, waiting }) => {
      const tenth = Math.floor((done / Math.max(1, done + waiting)) * 10);
      if (tenth === told) return;
      told = tenth;
      say(`${title}: ${done} of ${done + waiting} issues`);
    },
    end: () => undefined,
  };
}
