// Says on every page that the account's dialling was stopped, and why.
import { Alert } from "@mantine/core";
import { IconHandStop } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import "./texts";

import { api } from "../../kit/client";

export function StopBanner() {
  const { t } = useTranslation("limits");
  const { data } = api.useQuery("get", "/api/v1/limits");
  if (!data?.stop) return null;
  const { code, limit, comment } = data.stop;
  const why = t(`stop.${code as "by_hand"}`, { limit: String(Number(limit)) });
  return (
    <Alert color="red" icon={<IconHandStop size={18} />} mb="md" role="alert">
      {t("stopped", { why: comment ? `${why} (${comment})` : why })}
    </Alert>
  );
}
