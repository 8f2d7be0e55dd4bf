import Button from "@atlaskit/button/default/button";
import Heading from "@atlaskit/heading";
import Link from "@atlaskit/link";
import Lozenge from "@atlaskit/lozenge";
import { Inline, Stack, Text } from "@atlaskit/primitives";
import ProgressBar from "@atlaskit/progress-bar";
import SectionMessage from "@atlaskit/section-message";
import Spinner from "@atlaskit/spinner";
import type { ReactNode } from "react";
import { z } from "zod";

/**
 * UI Kit's nodes, shown with the Atlaskit components that Jira shows them with. Properties are parsed
 * strictly: one that is not known here is as loud as an unknown node. A surface that uses more adds it here.
 */
interface NodeType {
  /** @throws ZodError for properties that are not known */
  render: (props: unknown, children: ReactNode) => ReactNode;
}

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
const color = z.enum(["color.text", "color.text.subtle", "color.text.subtlest", "color.text.danger"]);
const handler = z.custom<() => void>((value) => typeof value === "function");

const button = {
  appearance: z.enum(["default", "primary", "subtle", "warning", "danger"]).exactOptional(),
  spacing: z.enum(["default", "compact"]).exactOptional(),
  isDisabled: z.boolean().exactOptional(),
  onClick: handler.exactOptional(),
};

export const NODE_TYPES: Readonly<Record<string, NodeType>> = {
  Root: node(z.looseObject({}), (_, children) => children),
  String: node(z.strictObject({ text: z.string() }), ({ text }) => text),
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
  Button: node(z.strictObject(button), (props, children) => <Button {...props}>{children}</Button>),
  LoadingButton: node(
    z.strictObject({ ...button, isLoading: z.boolean().exactOptional() }),
    (props, children) => <Button {...props}>{children}</Button>,
  ),
  SectionMessage: node(
    z.strictObject({
      appearance: z.enum(["information", "warning", "error", "success", "discovery"]).exactOptional(),
      title: z.string().exactOptional(),
    }),
    (props, children) => <SectionMessage {...props}>{children}</SectionMessage>,
  ),
  ProgressBar: node(
    z.strictObject({ value: z.number().min(0).max(1), ariaLabel: z.string().exactOptional() }),
    (props) => <ProgressBar {...props} />,
  ),
  Spinner: node(
    z.strictObject({
      size: z.enum(["xsmall", "small", "medium", "large"]).exactOptional(),
      label: z.string().exactOptional(),
    }),
    (props) => <Spinner {...props} />,
  ),
};

function node<Props extends z.ZodType>(
  props: Props,
  render: (props: z.output<Props>, children: ReactNode) => ReactNode,
): NodeType {
  return { render: (given, children) => render(props.parse(given), children) };
}
