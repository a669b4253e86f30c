import { Paper, Text, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  tooltip?: string;
  accent?: boolean;
}

export function StatCard({ label, value, note, tooltip, accent }: Props) {
  const card = (
    <Paper withBorder radius="md" p="sm" className={accent ? "stat stat-accent" : "stat"}>
      <Text size="xs" c="dimmed" lineClamp={2}>
        {label}
      </Text>
      <Text component="div" className="stat-value figures">
        {value}
      </Text>
      {note && (
        <Text size="xs" c="dimmed" component="div">
          {note}
        </Text>
      )}
    </Paper>
  );
  return tooltip ? (
    <Tooltip label={tooltip} multiline maw={280} withArrow openDelay={300}>
      {card}
    </Tooltip>
  ) : (
    card
  );
}
