import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { client } from "../../kit/client";
import { useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import type { Material } from "../../kit/types";

export function RenameDialog({ material, onClose }: { material: Material; onClose: () => void }) {
  const { t } = useTranslation("materials");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const [name, setName] = useState(material.name);
  const deed = useDeed<unknown>("/materials");
  const save = () =>
    deed.mutate({
      act: () =>
        client.PATCH("/api/v1/projects/{project}/materials/{material_id}", {
          params: { path: { project, material_id: material.id } },
          body: { name: name.trim() },
        }),
      then: onClose,
    });
  return (
    <Modal opened onClose={onClose} title={t("rename")} closeButtonProps={{ "aria-label": kit("close") }}>
      <Stack gap="sm">
        <TextInput
          label={t("column.name")}
          maxLength={255}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {kit("cancel")}
          </Button>
          <Button onClick={save} disabled={!name.trim()} loading={deed.isPending}>
            {kit("save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
