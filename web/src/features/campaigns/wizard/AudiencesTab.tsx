import { Group, Modal, MultiSelect, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../../../kit/client";
import * as format from "../../../kit/format";
import { IconAction } from "../../../kit/IconAction";
import { useLanguage, useProject } from "../../../kit/me";
import type { WizardForm } from "./useWizard";

const AudienceMaker = lazy(() => import("../../contacts/AudienceMaker"));

function useAudiences(kind: "contacts" | "stop") {
  const project = useProject();
  const language = useLanguage();
  const { data } = api.useQuery("get", "/api/v1/projects/{project}/audiences", {
    params: { path: { project }, query: { kind, state: "active", per: 200 } },
  });
  return (data?.items ?? []).map((one) => ({
    value: String(one.id),
    label: `${one.name} (${format.count(one.contacts_count, language)})`,
  }));
}

export function AudiencesTab({ form }: { form: WizardForm }) {
  const { t } = useTranslation("campaigns");
  const { t: kit } = useTranslation("kit");
  const [creating, setCreating] = useState(false);
  const contacts = useAudiences("contacts");
  const stops = useAudiences("stop");
  const taken = (id: number) => {
    form.setFieldValue("audiences", [...form.values.audiences, String(id)]);
    setCreating(false);
  };
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <MultiSelect
          flex={1}
          label={t("field.audiences")}
          description={t("field.audiencesHint")}
          withAsterisk
          searchable
          data={contacts}
          nothingFoundMessage={t("field.audiencesNone")}
          {...form.getInputProps("audiences")}
        />
        <IconAction
          label={t("field.audiencesCreate")}
          icon={IconPlus}
          variant="default"
          size={36}
          onClick={() => setCreating(true)}
        />
      </Group>
      <MultiSelect
        label={t("field.stopAudiences")}
        description={t("field.stopAudiencesHint")}
        searchable
        data={stops}
        nothingFoundMessage={t("field.audiencesNone")}
        {...form.getInputProps("stopAudiences")}
      />
      <Modal
        opened={creating}
        onClose={() => setCreating(false)}
        title={t("field.audiencesCreate")}
        size="xl"
        closeButtonProps={{ "aria-label": kit("close") }}
      >
        <Suspense fallback={null}>
          <AudienceMaker onDone={taken} />
        </Suspense>
      </Modal>
    </Stack>
  );
}
