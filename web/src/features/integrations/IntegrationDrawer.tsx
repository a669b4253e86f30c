// One integration: its settings in three tabs, and «Проверить», which really sends.
import { Drawer } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { api } from "../../kit/client";
import { useProject } from "../../kit/me";
import { Waiting } from "../../kit/Waiting";
import { IntegrationForm } from "./IntegrationForm";

export function IntegrationDrawer({ id, onClose }: { id?: number; onClose: () => void }) {
  const { t } = useTranslation("integrations");
  const { t: kit } = useTranslation("kit");
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      title={id ? t("title") : t("form.new")}
      closeButtonProps={{ "aria-label": kit("close") }}
    >
      {id ? <Known id={id} onClose={onClose} /> : <IntegrationForm onClose={onClose} />}
    </Drawer>
  );
}

function Known({ id, onClose }: { id: number; onClose: () => void }) {
  const project = useProject();
  const query = api.useQuery(
    "get",
    "/api/v1/projects/{project}/integrations/{integration_id}",
    { params: { path: { project, integration_id: id } } },
    { refetchOnWindowFocus: false },
  );
  if (!query.data) return <Waiting query={query} />;
  return <IntegrationForm key={id} row={query.data} onClose={onClose} />;
}
