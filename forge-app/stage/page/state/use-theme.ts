import { setGlobalTheme } from "@atlaskit/tokens/set-global-theme";
import { useEffect, useState } from "react";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEPT_AS = "throughline-theme";

/** The colour theme: the system's unless the visitor chose one, which is kept in this browser. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(kept);
  useEffect(() => {
    void setGlobalTheme({
      colorMode: theme,
      light: "light",
      dark: "dark",
      spacing: "spacing",
      typography: "typography",
      shape: "shape",
    });
    try {
      localStorage.setItem(KEPT_AS, theme);
    } catch {
      // A browser that keeps nothing follows the system again next time.
    }
  }, [theme]);
  return [theme, setTheme];
}

function kept(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEPT_AS)) ?? "auto";
  } catch {
    return "auto";
  }
}
