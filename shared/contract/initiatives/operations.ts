import { reading, sharedReading, writing } from "../operation.ts";
import {
  changesRequestSchema,
  changesSchema,
  initiativePageRequestSchema,
  initiativePageSchema,
} from "./page.ts";
import { worksRequestSchema, worksSchema } from "./works.ts";
import * as writes from "./writes.ts";

/** What can be asked about initiatives, and what people write. */
export const initiativesOperations = {
  "initiatives.list": reading({
    summary: "Every initiative with progress, forecast, health declared and computed, and outcomes",
    request: writes.listRequestSchema,
    answer: writes.listSchema,
  }),
  "initiatives.version": reading({
    summary: "Names the present state of the overview or of one initiative: equal while nothing changed",
    request: writes.versionRequestSchema,
    answer: writes.versionSchema,
  }),
  "initiative.page": sharedReading({
    summary: "One initiative, now or as of the end of a past day, but for its lists of issues",
    request: initiativePageRequestSchema,
    answer: initiativePageSchema,
  }),
  "initiative.works": sharedReading({
    summary: "The issues of an initiative with what each brings to its number, a page at a time",
    request: worksRequestSchema,
    answer: worksSchema,
  }),
  "initiative.changes": sharedReading({
    summary: "What changed since a day or since the latest human update, with the issues",
    request: changesRequestSchema,
    answer: changesSchema,
  }),
  "initiative.history": sharedReading({
    summary: "The human updates and the edits of an initiative, newest first",
    request: writes.historyRequestSchema,
    answer: writes.historySchema,
  }),
  "initiative.definition": reading({
    summary: "What people decided about an initiative, to be edited",
    request: writes.definitionRequestSchema,
    answer: writes.definitionSchema,
  }),
  "initiative.save": writing({
    summary: "Creates an initiative or saves an edited one",
    request: writes.saveRequestSchema,
    answer: writes.savedSchema,
  }),
  "initiative.archive": writing({
    summary: "Takes an initiative out of the overview, or brings it back",
    request: writes.archiveRequestSchema,
    answer: writes.savedSchema,
  }),
  "initiative.draft": reading({
    summary: "What a human update may begin with: what changed since the last one",
    request: writes.draftRequestSchema,
    answer: writes.draftSchema,
  }),
  "initiative.update": writing({
    summary: "Says how an initiative goes: its health, and a text",
    request: writes.updateRequestSchema,
    answer: writes.updateSchema,
  }),
  "rollup.settings": reading({
    summary: "By which named rule and in what unit progress is counted",
    request: writes.rollupSettingsRequestSchema,
    answer: writes.rollupSettingsAnswerSchema,
  }),
  "rollup.save-settings": writing({
    summary: "Chooses the named rule and the unit for the workspace",
    request: writes.saveRollupSettingsRequestSchema,
    answer: writes.rollupSettingsAnswerSchema,
  }),
  "initiatives.save-view": writing({
    summary: "Saves a view of the overview for an audience",
    request: writes.saveViewRequestSchema,
    answer: writes.viewsSchema,
  }),
  "initiatives.remove-view": writing({
    summary: "Removes a saved view",
    request: writes.removeViewRequestSchema,
    answer: writes.viewsSchema,
  }),
};
