import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconChartHistogram,
  IconCopy,
  IconDots,
  IconMessage,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { IconAction } from "../../kit/IconAction";
import { useMayEdit, useMayStart, useProject } from "../../kit/me";
import type { Campaign } from "../../kit/types";
import { CommentDialog } from "./CommentDialog";
import { useVerbs, type Verb } from "./useVerbs";

const ICONS = {
  start: IconPlayerPlay,
  pause: IconPlayerPause,
  stop: IconPlayerStop,
  restart: IconRefresh,
  copy: IconCopy,
  archive: IconArchive,
  restore: IconArchiveOff,
} as const;

const QUICK = ["start", "pause"] as const;
const REST: Verb[] = ["stop", "restart", "copy", "archive", "restore"];

interface Props {
  campaign: Campaign;
  /** On the campaign's own page the link to it would lead nowhere. */
  own?: boolean;
}

export function RowActions({ campaign, own }: Props) {
  const { t } = useTranslation("campaigns");
  const mayEdit = useMayEdit();
  const mayStart = useMayStart();
  const navigate = useNavigate();
  const project = useProject();
  const params = { project: String(project), campaign: String(campaign.id) };
  const may = (verb: string) => campaign.allowed.includes(verb);
  return (
    <Group gap={2} wrap="nowrap" justify="flex-end">
      {mayEdit &&
        QUICK.filter((verb) => may(verb) && (verb !== "start" || mayStart)).map((verb) => (
          <Quick key={verb} verb={verb} campaign={campaign} own={own} />
        ))}
      {!own && (
        <IconAction
          label={t("verb.analytics")}
          icon={IconChartHistogram}
          onClick={() => void navigate({ to: "/p/$project/campaigns/$campaign", params })}
        />
      )}
      {mayEdit && <MoreMenu campaign={campaign} own={own} />}
    </Group>
  );
}

/** On the campaign's own page the two main verbs are words; in a row they are icons. */
function Quick({ verb, campaign, own }: Props & { verb: "start" | "pause" }) {
  const { t } = useTranslation("campaigns");
  const { run, busy } = useVerbs();
  const Icon = ICONS[verb];
  const label = t(campaign.state === "paused" && verb === "start" ? "verb.continue" : `verb.${verb}`);
  const look = { variant: "light", color: verb === "start" ? "teal" : "yellow", disabled: busy } as const;
  const act = () => run(verb, campaign);
  if (!own) return <IconAction label={label} icon={Icon} onClick={act} {...look} />;
  return (
    <Button leftSection={<Icon size={16} />} onClick={act} {...look}>
      {label}
    </Button>
  );
}

function MoreMenu({ campaign, own }: Props) {
  const { t } = useTranslation("campaigns");
  const { t: kit } = useTranslation("kit");
  const { run, remove } = useVerbs();
  const navigate = useNavigate();
  const project = String(useProject());
  const [commenting, setCommenting] = useState(false);
  const mayStart = useMayStart();
  const may = (verb: string) => campaign.allowed.includes(verb) && (verb !== "restart" || mayStart);
  const edit = () =>
    navigate({ to: "/p/$project/campaigns/$campaign/edit", params: { project, campaign: String(campaign.id) } });
  const toList = () => navigate({ to: "/p/$project/campaigns", params: { project } });
  return (
    <>
      <Menu shadow="md" position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={kit("more")}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {may("edit") && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => void edit()}>
              {kit("edit")}
            </Menu.Item>
          )}
          {REST.filter(may).map((verb) => {
            const Icon = ICONS[verb];
            return (
              <Menu.Item key={verb} leftSection={<Icon size={16} />} onClick={() => run(verb, campaign)}>
                {t(`verb.${verb}`)}
              </Menu.Item>
            );
          })}
          <Menu.Item leftSection={<IconMessage size={16} />} onClick={() => setCommenting(true)}>
            {t("verb.comment")}
          </Menu.Item>
          {may("delete") && (
            <Menu.Item
              leftSection={<IconTrash size={16} />}
              c="var(--mantine-color-error)"
              onClick={() => remove(campaign, own ? () => void toList() : undefined)}
            >
              {kit("delete")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {commenting && <CommentDialog campaign={campaign} onClose={() => setCommenting(false)} />}
    </>
  );
}
