import { Inline, Stack } from "@atlaskit/primitives";
import { z } from "zod";
import { node } from "../node.ts";

const space = z.enum([
  "space.0",
  "space.025",
  "space.050",
  "space.075",
  "space.100",
  "space.150",
  "space.200",
  "space.250",
  "space.300",
  "space.400",
]);
const edge = z.enum(["start", "center", "end"]);

export const layout = {
  Root: node(z.looseObject({}), (_, children) => children),
  Stack: node(
    z.strictObject({
      space: space.exactOptional(),
      alignInline: edge.exactOptional(),
      grow: z.enum(["hug", "fill"]).exactOptional(),
    }),
    (props, children) => <Stack {...props}>{children}</Stack>,
  ),
  Inline: node(
    z.strictObject({
      space: space.exactOptional(),
      rowSpace: space.exactOptional(),
      alignBlock: z.enum(["start", "center", "end", "baseline", "stretch"]).exactOptional(),
      alignInline: edge.exactOptional(),
      spread: z.literal("space-between").exactOptional(),
      shouldWrap: z.boolean().exactOptional(),
    }),
    (props, children) => <Inline {...props}>{children}</Inline>,
  ),
};
