import { Text } from "@mantine/core";

import { StateBadge } from "../../kit/StateBadge";
import { useWord } from "../../kit/words";
import { isMoving, toneOf } from "./states";

export function CampaignState({ state, reason }: { state: string; reason: string }) {
  const word = useWord("campaigns");
  return (
    <div data-state={state}>
      <StateBadge tone={toneOf(state)} live={isMoving(state)}>
        {word("state", state)}
      </StateBadge>
      {state === "paused" && reason && (
        <Text size="xs" c="dimmed" pl={14} lh={1.2}>
          {word("pauseReason", reason)}
        </Text>
      )}
    </div>
  );
}
