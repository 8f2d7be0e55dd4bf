import Button from "@atlaskit/button/default/button";
import ProgressBar from "@atlaskit/progress-bar";
import Spinner from "@atlaskit/spinner";
import Tabs, { Tab, TabList, TabPanel } from "@atlaskit/tabs";
import { z } from "zod";
import { handler, node } from "../node.ts";

const button = {
  appearance: z.enum(["default", "primary", "subtle", "warning", "danger"]).exactOptional(),
  spacing: z.enum(["default", "compact"]).exactOptional(),
  isDisabled: z.boolean().exactOptional(),
  type: z.enum(["button", "submit"]).exactOptional(),
  onClick: handler.exactOptional(),
};

export const controls = {
  Button: node(z.strictObject(button), (props, children) => <Button {...props}>{children}</Button>),
  LoadingButton: node(
    z.strictObject({ ...button, isLoading: z.boolean().exactOptional() }),
    (props, children) => <Button {...props}>{children}</Button>,
  ),
  Tabs: node(
    z.strictObject({
      id: z.string(),
      selected: z.number().exactOptional(),
      defaultSelected: z.number().exactOptional(),
      onChange: handler.exactOptional(),
      shouldUnmountTabPanelOnChange: z.boolean().exactOptional(),
    }),
    (props, children) => <Tabs {...props}>{children}</Tabs>,
  ),
  TabList: node(z.strictObject({}), (_, children) => <TabList>{children}</TabList>),
  Tab: node(z.strictObject({}), (_, children) => <Tab>{children}</Tab>),
  TabPanel: node(z.strictObject({}), (_, children) => (
    <TabPanel>
      <div className="tab-panel">{children}</div>
    </TabPanel>
  )),
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
