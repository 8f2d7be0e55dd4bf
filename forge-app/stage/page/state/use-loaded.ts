import { useCallback, useEffect, useRef, useState } from "react";
import { Refusal } from "./ask.ts";

export interface Loaded<Value> {
  /** Of this key only; while it is loaded anew the old value stays. */
  value: Value | null;
  error: Refusal | null;
  loading: boolean;
  reload: () => void;
}

/**
 * Loads something by its key, and again when asked. Answers that come late, for an earlier key or an earlier
 * question, are dropped. A null key loads nothing.
 */
export function useLoaded<Value>(key: string | null, load: (key: string) => Promise<Value>): Loaded<Value> {
  const [state, setState] = useState<{ key: string | null; value: Value | null; error: Refusal | null }>({
    key: null,
    value: null,
    error: null,
  });
  const [loading, setLoading] = useState(false);
  const question = useRef(0);
  const loadNow = useRef(load);
  loadNow.current = load;

  const reload = useCallback(() => {
    if (key === null) return;
    const asked = ++question.current;
    setLoading(true);
    loadNow.current(key).then(
      (value) => {
        if (asked !== question.current) return;
        setState({ key, value, error: null });
        setLoading(false);
      },
      (error: unknown) => {
        if (asked !== question.current) return;
        const refusal = error instanceof Refusal ? error : new Refusal(String(error), "Try again.");
        setState((before) => ({ key, value: before.key === key ? before.value : null, error: refusal }));
        setLoading(false);
      },
    );
  }, [key]);

  useEffect(reload, [reload]);

  const mine = state.key === key;
  return { value: mine ? state.value : null, error: mine ? state.error : null, loading, reload };
}
