// What a list says when it has nothing, when the filter left nothing, and when it could not be read.
import { Button, Stack, Text, Title } from "@mantine/core";
import { IconChartBar, IconCloudOff, IconInbox, IconSearchOff } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { messageOf } from "./errors";

interface Props {
  icon: ReactNode;
  title: string;
  hint?: string;
  action?: ReactNode;
}

function Blank({ icon, title, hint, action }: Props) {
  return (
    <Stack align="center" gap="xs" py={56} px="md" className="blank">
      <span className="blank-icon" aria-hidden>
        {icon}
      </span>
      <Title order={3} size="h4">
        {title}
      </Title>
      {hint && (
        <Text c="dimmed" size="sm" ta="center" maw={420}>
          {hint}
        </Text>
      )}
      {action}
    </Stack>
  );
}

export function EmptyList({ hint, action }: { hint?: string; action?: ReactNode }) {
  const { t } = useTranslation("kit");
  return <Blank icon={<IconInbox size={30} />} title={t("empty.list")} hint={hint} action={action} />;
}

/** In the place of a chart that has nothing to draw. */
export function NoData({ hint }: { hint?: string }) {
  const { t } = useTranslation("kit");
  return <Blank icon={<IconChartBar size={30} />} title={t("empty.data")} hint={hint} />;
}

export function NothingFound({ onReset }: { onReset: () => void }) {
  const { t } = useTranslation("kit");
  return (
    <Blank
      icon={<IconSearchOff size={30} />}
      title={t("empty.found")}
      hint={t("empty.foundHint")}
      action={
        <Button variant="default" onClick={onReset}>
          {t("reset")}
        </Button>
      }
    />
  );
}

export function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation("kit");
  return (
    <Blank
      icon={<IconCloudOff size={30} />}
      title={t("empty.failed")}
      hint={messageOf(error)}
      action={
        <Button variant="default" onClick={onRetry}>
          {t("retry")}
        </Button>
      }
    />
  );
}
