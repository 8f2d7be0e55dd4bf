import { Label } from "@atlaskit/form";
import Select from "@atlaskit/select";
import { useContext, useId } from "react";
import { z } from "zod";
import { handler, node } from "../node.ts";
import { PeopleContext } from "../people.ts";

const propsSchema = z.strictObject({
  name: z.string(),
  label: z.string(),
  isMulti: z.literal(true),
  defaultValue: z.array(z.string()),
  onChange: handler,
});

/** Jira's own picker is no published component: a Select over the sandbox's people, with the same answers. */
function UserPicker({ label, defaultValue, onChange, ...props }: z.output<typeof propsSchema>) {
  const people = useContext(PeopleContext);
  const id = useId();
  const options = people.map((person) => ({ value: person.id, label: person.name }));
  return (
    <div>
      <Label htmlFor={id}>{label}</Label>
      <Select
        {...props}
        inputId={id}
        options={options}
        defaultValue={options.filter(({ value }) => defaultValue.includes(value))}
        onChange={(chosen) =>
          onChange(chosen.map((each) => ({ id: each.value, type: "user", name: each.label })))
        }
      />
    </div>
  );
}

export const people = { UserPicker: node(propsSchema, (props) => <UserPicker {...props} />) };
