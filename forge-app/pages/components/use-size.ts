import { useCallback, useRef, useState } from "react";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How large an element is, in pixels, as long as it is there: a drawing has the size of its frame. */
export function useSize(): [(element: HTMLElement | null) => void, Size] {
  const [size, setSize] = useState<Size>({ width: 600, height: 360 });
  const observer = useRef<ResizeObserver | null>(null);
  const frame = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (element === null) return;
    observer.current = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      if (width > 0 && height > 0) setSize({ width, height });
    });
    observer.current.observe(element);
  }, []);
  return [frame, size];
}
