import { Heading, HelperMessage, Stack, UserPicker } from "@forge/react";
import { z } from "zod";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { fieldsOf } from "../scoring/fields.ts";

const pickedSchema = z.array(z.object({ id: z.string() }));

/** Who may give which input, and who may change these settings. */
export function RolesPart(properties: {
  settings: ScoringSettings;
  onChange: (settings: ScoringSettings) => void;
}) {
  const { settings, onChange } = properties;
  return (
    <Stack space="space.200">
      <Heading size="small">Who gives what</Heading>
      <HelperMessage>An input that names nobody is everyone’s.</HelperMessage>
      {settings.frameworks.map(({ id, mayGive }) =>
        fieldsOf(id, settings).map((field) => (
          <UserPicker
            key={`${id} ${field.key}`}
            name={`${id}-${field.key}`}
            label={`${frameworkById(id).name}: ${field.label}`}
            isMulti
            defaultValue={mayGive[field.key] ?? []}
            onChange={(users) => onChange(withRole(settings, id, field.key, accountIds(users)))}
          />
        )),
      )}
      <UserPicker
        name="admins"
        label="May change these settings, besides Jira’s administrators"
        isMulti
        defaultValue={settings.admins}
        onChange={(users) => onChange({ ...settings, admins: accountIds(users) })}
      />
    </Stack>
  );
}

const accountIds = (users: unknown) => (pickedSchema.safeParse(users).data ?? []).map(({ id }) => id);

function withRole(
  settings: ScoringSettings,
  framework: FrameworkId,
  field: string,
  people: string[],
): ScoringSettings {
  return {
    ...settings,
    frameworks: settings.frameworks.map((each) => {
      if (each.id !== framework) return each;
      const { [field]: _, ...others } = each.mayGive;
      return { ...each, mayGive: people.length === 0 ? others : { ...others, [field]: people } };
    }),
  };
}
