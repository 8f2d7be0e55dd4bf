import type { ReactNode } from "react";

/** A labelled input, with what is wrong about it beneath. */
export function Field(properties: {
  label: string;
  id: string;
  problem?: string | null;
  children: ReactNode;
}) {
  const { label, id, problem = null, children } = properties;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {problem === null ? null : (
        <p className="trouble small" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
