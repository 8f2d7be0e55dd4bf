import { useState } from "react";
import "./styles/initiatives.css";
import "./styles/overview.css";
import "./styles/initiative.css";
import "./styles/works.css";
import "./styles/dialogs.css";
import "./styles/narrow.css";
import "./styles/charts.css";
import "./styles/print.css";
import { daySchema } from "#shared/day.ts";
import { useRoute } from "../route.ts";
import { Initiative } from "./one/initiative.tsx";
import { Overview } from "./overview/overview.tsx";
import { firstLooks } from "./overview/filters.ts";

/** "/" is the overview, "/ID" an initiative, "/ID?asOf=2026-11-15" as it was at the end of that day. */
export function Initiatives() {
  const { path, query } = useRoute();
  // Whoever comes back from an initiative finds the overview as it was left.
  const [looks, setLooks] = useState(firstLooks);
  const [id] = path;
  const asOf = daySchema.safeParse(query.get("asOf"));
  return (
    <main className="initiatives">
      {id === undefined ? (
        <Overview looks={looks} onLooks={setLooks} />
      ) : (
        <Initiative key={id} id={id} asOf={asOf.success ? asOf.data : null} />
      )}
    </main>
  );
}
