import { Anchor, Paper } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import "./texts";

import { useAddress } from "../../kit/address";
import { useProject } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import AudienceMaker from "./AudienceMaker";

export default function NewAudiencePage() {
  const { t } = useTranslation("contacts");
  const project = String(useProject());
  const navigate = useNavigate();
  const kind = useAddress().get("kind") === "stop" ? "stop" : "contacts";
  return (
    <>
      <PageHeader
        title={t("create")}
        back={
          <Anchor component={Link} to={`/p/${project}/audiences` as never} size="sm">
            <IconArrowLeft size={14} aria-hidden /> {t("title")}
          </Anchor>
        }
      />
      <Paper withBorder radius="md" p="md" maw={940}>
        <AudienceMaker
          kind={kind}
          onDone={(id) =>
            void navigate({ to: "/p/$project/audiences/$audience", params: { project, audience: String(id) } })
          }
        />
      </Paper>
    </>
  );
}
