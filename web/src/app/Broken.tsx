// A page that does not exist and a page that fell.
import { Button, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { messageOf } from "../kit/errors";

export function NotFound() {
  const { t } = useTranslation("kit");
  return (
    <Stack align="center" py={96} component="main">
      <Title order={1} size="h3">
        {t("error.notFound")}
      </Title>
      <Button component={Link} to="/">
        {t("error.home")}
      </Button>
    </Stack>
  );
}

export function PageFailed({ error }: { error: unknown }) {
  const { t } = useTranslation("kit");
  return (
    <Stack align="center" py={96} px="md" role="alert">
      <Title order={1} size="h3">
        {t("error.page")}
      </Title>
      <Text c="dimmed" ta="center" maw={460}>
        {messageOf(error)} {t("error.pageHint")}
      </Text>
      <Button onClick={() => location.reload()}>{t("error.reload")}</Button>
    </Stack>
  );
}
