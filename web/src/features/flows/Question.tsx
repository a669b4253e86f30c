// The beginning of the call: recording, the filter of machines, the clip, and how answers are heard.
import { Checkbox, Group, NumberInput, SegmentedControl, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { ClipSelect } from "./ClipSelect";
import type { Menu } from "./menu";
import type { Change } from "./useFlow";

export function Question({ menu, change }: { menu: Menu; change: Change }) {
  const { t } = useTranslation("flows");
  return (
    <>
      <Group align="flex-end" gap="sm">
        <div style={{ flex: 1, minWidth: 220 }}>
          <ClipSelect
            label={t("startClip")}
            description={t("startClipHint")}
            value={menu.clip}
            onChange={(clip) => clip && change({ clip })}
          />
        </div>
        <NumberInput
          w={220}
          label={t("listenFrom")}
          min={0}
          suffix={t("secondsSuffix")}
          value={menu.listenFrom}
          onChange={(value) => typeof value === "number" && change({ listenFrom: value })}
        />
      </Group>
      <Group gap="lg">
        <Checkbox
          label={t("record")}
          checked={menu.record}
          onChange={(event) => change({ record: event.currentTarget.checked })}
        />
        <Checkbox
          label={t("amFilter")}
          checked={menu.amFilter}
          onChange={(event) => change({ amFilter: event.currentTarget.checked })}
        />
      </Group>
      <Stack gap={4} align="flex-start">
        <SegmentedControl
          aria-label={t("recognition")}
          data={[
            { value: "dtmf", label: t("mode.dtmf") },
            { value: "voice", label: t("mode.voice") },
          ]}
          value={menu.voice ? "voice" : "dtmf"}
          onChange={(mode) => change({ voice: mode === "voice" })}
        />
        <Text size="sm" c="dimmed">
          {t(menu.voice ? "hint.voice" : "hint.dtmf")}
        </Text>
      </Stack>
    </>
  );
}
