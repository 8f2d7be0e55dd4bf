import Heading from "@atlaskit/heading";
import Link from "@atlaskit/link";
import Lozenge from "@atlaskit/lozenge";
import { Text } from "@atlaskit/primitives";
import { z } from "zod";
import { node } from "../node.ts";

const color = z.enum(["color.text", "color.text.subtle", "color.text.subtlest", "color.text.danger"]);

export const text = {
  String: node(z.strictObject({ text: z.string() }), (props) => props.text),
  Text: node(
    z.strictObject({
      as: z.enum(["span", "p", "strong", "em"]).exactOptional(),
      size: z.enum(["small", "medium", "large"]).exactOptional(),
      weight: z.enum(["regular", "medium", "semibold", "bold"]).exactOptional(),
      color: color.exactOptional(),
    }),
    ({ as = "p", ...props }, children) => (
      <Text as={as} {...props}>
        {children}
      </Text>
    ),
  ),
  Heading: node(
    z.strictObject({
      size: z.enum(["xxlarge", "xlarge", "large", "medium", "small", "xsmall", "xxsmall"]),
      as: z.enum(["h1", "h2", "h3", "h4", "h5", "h6", "div", "span"]).exactOptional(),
    }),
    ({ as = "h3", size }, children) => (
      <Heading as={as} size={size}>
        {children}
      </Heading>
    ),
  ),
  Link: node(
    z.strictObject({ href: z.url({ protocol: /^https?$/ }), openNewTab: z.boolean().exactOptional() }),
    ({ href, openNewTab = false }, children) => (
      <Link href={href} {...(openNewTab ? { target: "_blank" } : {})}>
        {children}
      </Link>
    ),
  ),
  Lozenge: node(
    z.strictObject({
      appearance: z.enum(["default", "inprogress", "moved", "new", "removed", "success"]).exactOptional(),
    }),
    (props, children) => <Lozenge {...props}>{children}</Lozenge>,
  ),
};
