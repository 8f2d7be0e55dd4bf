import { createContext, useContext, useEffect } from "react";
import type { ReactNode } from "react";
import { useFaces } from "../../components/use-faces.ts";
import type { Face, Faces } from "../../components/use-faces.ts";

const FacesContext = createContext<Faces | null>(null);

/** Titles and statuses of all issues that the page shows, asked of Jira as the viewer, together and once. */
export function FacesProvider({ children }: { children: ReactNode }) {
  return <FacesContext.Provider value={useFaces()}>{children}</FacesContext.Provider>;
}

export function useFace(id: string): Face {
  const faces = useContext(FacesContext);
  if (faces === null) throw new Error("An issue is shown within a FacesProvider.");
  const { show } = faces;
  useEffect(() => show(id, [id]), [show, id]);
  return faces.of(id);
}
