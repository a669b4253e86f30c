import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { client } from "../../kit/client";
import { useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import type { Campaign } from "../../kit/types";

export function CommentDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { t } = useTranslation("campaigns");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const [text, setText] = useState(campaign.user_comment);
  const deed = useDeed("/campaigns");
  const save = () =>
    deed.mutate({
      act: () =>
        client.PATCH("/api/v1/projects/{project}/campaigns/{campaign_id}", {
          params: { path: { project, campaign_id: campaign.id } },
          body: { user_comment: text },
        }),
      then: onClose,
    });
  return (
    <Modal opened onClose={onClose} title={t("verb.comment")} closeButtonProps={{ "aria-label": kit("close") }}>
      <Stack gap="sm">
        <Textarea
          label={campaign.name}
          autosize
          minRows={4}
          maxLength={1000}
          value={text}
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {kit("cancel")}
          </Button>
          <Button onClick={save} loading={deed.isPending}>
            {kit("save")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
