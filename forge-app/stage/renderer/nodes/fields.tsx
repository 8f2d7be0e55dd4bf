import { DatePicker } from "@atlaskit/datetime-picker";
import { ErrorMessage, HelperMessage, Label } from "@atlaskit/form";
import Select from "@atlaskit/select";
import TextArea from "@atlaskit/textarea";
import Textfield from "@atlaskit/textfield";
import Toggle from "@atlaskit/toggle";
import { z } from "zod";
import { handler, node } from "../node.ts";

const field = {
  id: z.string().exactOptional(),
  name: z.string().exactOptional(),
  isRequired: z.boolean().exactOptional(),
  isDisabled: z.boolean().exactOptional(),
  isInvalid: z.boolean().exactOptional(),
  onChange: handler.exactOptional(),
  onBlur: handler.exactOptional(),
};
const option = z.strictObject({ label: z.string(), value: z.union([z.string(), z.number()]) });

export const fields = {
  Form: node(z.strictObject({ onSubmit: handler }), ({ onSubmit }, children) => (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  )),
  Label: node(z.strictObject({ labelFor: z.string() }), ({ labelFor }, children) => (
    <Label htmlFor={labelFor}>{children}</Label>
  )),
  HelperMessage: node(z.strictObject({}), (_, children) => <HelperMessage>{children}</HelperMessage>),
  ErrorMessage: node(z.strictObject({}), (_, children) => <ErrorMessage>{children}</ErrorMessage>),
  Textfield: node(
    z.strictObject({
      ...field,
      type: z.enum(["text", "number"]).exactOptional(),
      defaultValue: z.union([z.string(), z.number()]).exactOptional(),
      placeholder: z.string().exactOptional(),
      maxLength: z.number().exactOptional(),
      isCompact: z.boolean().exactOptional(),
      min: z.number().exactOptional(),
      max: z.number().exactOptional(),
    }),
    // Jira's fields take any number; the form says what is wrong with it.
    (props) => <Textfield {...props} {...(props.type === "number" ? { step: "any" } : {})} />,
  ),
  TextArea: node(
    z.strictObject({
      ...field,
      defaultValue: z.string().exactOptional(),
      placeholder: z.string().exactOptional(),
      minimumRows: z.number().exactOptional(),
      maxLength: z.number().exactOptional(),
    }),
    (props) => <TextArea resize="vertical" {...props} />,
  ),
  Select: node(
    z.strictObject({
      ...field,
      inputId: z.string().exactOptional(),
      options: z.array(option),
      defaultValue: z
        .union([option, z.array(option)])
        .nullable()
        .exactOptional(),
      value: z
        .union([option, z.array(option)])
        .nullable()
        .exactOptional(),
      placeholder: z.string().exactOptional(),
      isMulti: z.boolean().exactOptional(),
      isClearable: z.boolean().exactOptional(),
      isSearchable: z.boolean().exactOptional(),
      spacing: z.enum(["default", "compact"]).exactOptional(),
    }),
    ({ isMulti = false, ...props }) => (
      // Above the modal it stands in, like Jira's.
      <Select {...props} isMulti={isMulti} menuPosition="fixed" />
    ),
  ),
  DatePicker: node(
    z.strictObject({
      ...field,
      defaultValue: z.string().exactOptional(),
      maxDate: z.string().exactOptional(),
      placeholder: z.string().exactOptional(),
      locale: z.string().exactOptional(),
    }),
    ({ onBlur: _, ...props }) => <DatePicker {...props} />,
  ),
  Toggle: node(
    z.strictObject({
      id: z.string().exactOptional(),
      label: z.string().exactOptional(),
      isChecked: z.boolean().exactOptional(),
      isDisabled: z.boolean().exactOptional(),
      onChange: handler.exactOptional(),
    }),
    (props) => <Toggle {...props} />,
  ),
};
