// A state in words with a coloured point: readable without the colour.
import { clsx } from "clsx";
import type { ReactNode } from "react";

export type Tone = "calm" | "good" | "warn" | "bad" | "busy" | "accent";

export function StateBadge({ tone, children, live }: { tone: Tone; children: ReactNode; live?: boolean }) {
  return (
    <span className={clsx("state", `state-${tone}`, live && "state-live")}>
      <i aria-hidden />
      {children}
    </span>
  );
}
