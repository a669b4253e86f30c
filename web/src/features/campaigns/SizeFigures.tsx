// The six numbers of a campaign in their fixed order, spelled out on hover and for screen readers; doubts and bad numbers beside.
import { Group, Text, Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";

import * as format from "../../kit/format";
import { useLanguage } from "../../kit/me";
import type { Size } from "../../kit/types";

export const SIX = ["total", "stop_listed", "answered", "leads", "unanswered", "in_process"] as const;

export function SizeFigures({ size }: { size: Size }) {
  const { t } = useTranslation("campaigns");
  const language = useLanguage();
  const rows = [...SIX, ...(["invalid", "unknown", "cancelled"] as const).filter((key) => size[key] > 0)];
  const words = rows.map((key) => `${t(`size.${key}`)}: ${format.count(size[key], language)}`);
  return (
    <Tooltip
      label={words.map((line) => (
        <div key={line}>{line}</div>
      ))}
      withArrow
    >
      <span tabIndex={0} role="img" className="figures nowrap" aria-label={words.join(", ")}>
        {SIX.map((key, index) => (
          <span key={key}>
            {index === 3 ? <br /> : index > 0 && <Text span c="dimmed" size="xs" children=" / " />}
            <Text
              span
              size="sm"
              c={key === "leads" && size[key] ? "var(--state-accent)" : undefined}
              fw={key === "leads" && size[key] ? 650 : undefined}
            >
              {format.count(size[key], language)}
            </Text>
          </span>
        ))}
      </span>
    </Tooltip>
  );
}

/** The same as a legend of bars on the analytics page. */
export function SizeLegend({ size }: { size: Size }) {
  const { t } = useTranslation("campaigns");
  const language = useLanguage();
  return (
    <Group gap="md">
      {([...SIX, "invalid", "unknown", "cancelled"] as const).map((key) => (
        <Text key={key} size="sm" c="dimmed">
          {t(`size.${key}`)}{" "}
          <Text span fw={600} c="bright" className="figures">
            {format.count(size[key], language)}
          </Text>
        </Text>
      ))}
    </Group>
  );
}
