import type { Literal } from "mdast";
import type { Extension as FromMarkdownExtension } from "mdast-util-from-markdown";
import type { Code, Construct, Effects, Extension, State } from "micromark-util-types";

/** One edge of a collapsible section: a line `+++ Title` opens it, a line `+++` closes it. */
interface CollapsibleEdge extends Literal {
  type: "collapsibleEdge";
}

declare module "micromark-util-types" {
  interface TokenTypeMap {
    collapsibleEdge: "collapsibleEdge";
    collapsibleTitle: "collapsibleTitle";
  }
}
declare module "mdast" {
  interface RootContentMap {
    collapsibleEdge: CollapsibleEdge;
  }
  interface BlockContentMap {
    collapsibleEdge: CollapsibleEdge;
  }
}

const PLUS = 43;
const edge: Construct = { name: "collapsibleEdge", concrete: true, tokenize };

/** Linear's collapsible sections for micromark: each edge is a block of its own, wherever a block may stand. */
export const collapsibleSyntax: Extension = { flow: { [PLUS]: edge } };

/** Their place in the tree: a node whose value is the title. */
export const collapsibleTree: FromMarkdownExtension = {
  enter: {
    collapsibleEdge(token) {
      this.enter({ type: "collapsibleEdge", value: "" }, token);
    },
  },
  exit: {
    collapsibleTitle(token) {
      const node = this.stack.at(-1);
      if (node?.type === "collapsibleEdge") node.value = this.sliceSerialize(token).trim();
    },
    collapsibleEdge(token) {
      this.exit(token);
    },
  },
};

function tokenize(effects: Effects, ok: State, nok: State): State {
  let size = 0;
  return (code) => {
    effects.enter("collapsibleEdge");
    return plus(code);
  };

  function plus(code: Code): State | undefined {
    if (code === PLUS && size < 3) {
      size += 1;
      effects.consume(code);
      return plus;
    }
    if (size < 3) return nok(code);
    if (isEndOfLine(code)) return end(code);
    if (!isBlank(code)) return nok(code);
    effects.enter("collapsibleTitle");
    return title(code);
  }

  function title(code: Code): State | undefined {
    if (isEndOfLine(code)) {
      effects.exit("collapsibleTitle");
      return end(code);
    }
    effects.consume(code);
    return title;
  }

  function end(code: Code): State | undefined {
    effects.exit("collapsibleEdge");
    return ok(code);
  }
}

// micromark's codes: -5, -4 and -3 end a line, null the text; -2 and -1 are a tab.
function isEndOfLine(code: Code): boolean {
  return code === null || code < -2;
}

function isBlank(code: Code): boolean {
  return code === -2 || code === -1 || code === 32;
}
