import { createContext } from "react";
import type { Person } from "../views.ts";

/** Whom a UserPicker can find: Jira's people. */
export const PeopleContext = createContext<readonly Person[]>([]);
