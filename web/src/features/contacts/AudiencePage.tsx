// One list: how its import went, and its people.
import { Anchor, Button, Group, Modal } from "@mantine/core";
import { IconArrowLeft, IconFileImport, IconPencil, IconTrash, IconUserPlus } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { useAddress } from "../../kit/address";
import { ask } from "../../kit/ask";
import { api, client } from "../../kit/client";
import { DataList } from "../../kit/DataList";
import { Downloads } from "../../kit/Downloads";
import { IconAction } from "../../kit/IconAction";
import { useMayEdit, useProject } from "../../kit/me";
import { PageHeader } from "../../kit/PageHeader";
import { useDeed } from "../../kit/refresh";
import { SearchLine } from "../../kit/SearchLine";
import type { Audience, Contact } from "../../kit/types";
import { Count } from "../../kit/Written";
import { Waiting } from "../../kit/Waiting";
import { AudienceState } from "./audienceColumns";
import { AudienceDialog } from "./AudienceDialog";
import { ContactDialog } from "./ContactDialog";
import { useContactColumns } from "./contactColumns";
import { ImportMore } from "./ImportMore";
import { ImportsBlock } from "./ImportsBlock";

export default function AudiencePage() {
  const project = useProject();
  const audience = Number((useParams({ strict: false }) as { audience?: string }).audience);
  const query = api.useQuery("get", "/api/v1/projects/{project}/audiences/{audience}", {
    params: { path: { project, audience } },
  });
  const { data } = query;
  if (!data || data.id !== audience) return <Waiting query={query} />;
  return <AudienceView audience={data} />;
}

type Dialog = "add" | "import" | "edit" | null;

function AudienceView({ audience }: { audience: Audience }) {
  const { t } = useTranslation("contacts");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const mayEdit = useMayEdit() && audience.state !== "archived";
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  return (
    <>
      <PageHeader
        title={audience.name}
        back={
          <Anchor component={Link} to={`/p/${project}/audiences` as never} size="sm">
            <IconArrowLeft size={14} aria-hidden /> {t("title")}
          </Anchor>
        }
        hint={
          <Group gap="sm">
            <span>id {audience.id}</span>
            <AudienceState state={audience.state} />
            <span>
              {t("column.contacts")}: <Count value={audience.contacts_count} />
            </span>
          </Group>
        }
        actions={
          <>
            <Downloads path={`/api/v1/projects/${project}/audiences/${audience.id}/download`} />
            {mayEdit && (
              <>
                <IconAction
                  label={kit("edit")}
                  icon={IconPencil}
                  variant="default"
                  size={36}
                  onClick={() => setDialog("edit")}
                />
                <Button
                  variant="default"
                  leftSection={<IconFileImport size={16} />}
                  onClick={() => setDialog("import")}
                >
                  {t("importMore")}
                </Button>
                <Button leftSection={<IconUserPlus size={16} />} onClick={() => setDialog("add")}>
                  {t("addContact")}
                </Button>
              </>
            )}
          </>
        }
      />
      <ImportsBlock audience={audience.id} />
      <Contacts audience={audience.id} mayEdit={mayEdit} />
      {dialog === "add" && <ContactDialog audience={audience.id} onClose={close} />}
      {dialog === "edit" && <AudienceDialog audience={audience} onClose={close} />}
      <Modal
        opened={dialog === "import"}
        onClose={close}
        title={t("importMore")}
        size="xl"
        closeButtonProps={{ "aria-label": kit("close") }}
      >
        <ImportMore audience={audience.id} onDone={close} />
      </Modal>
    </>
  );
}

function Contacts({ audience, mayEdit }: { audience: number; mayEdit: boolean }) {
  const { t } = useTranslation("contacts");
  const { t: kit } = useTranslation("kit");
  const project = useProject();
  const address = useAddress();
  const [ticked, setTicked] = useState<Contact[]>([]);
  const deed = useDeed<unknown>("/audiences");
  const path = { project, audience };
  const search = address.get("search") || undefined;
  const query = api.useQuery("get", "/api/v1/projects/{project}/audiences/{audience}/contacts", {
    params: { path, query: { search, page: address.page, per: address.per } },
  });
  const columns = useContactColumns(query.data?.items ?? []);
  const remove = () =>
    deed.mutate({
      act: () =>
        client.DELETE("/api/v1/projects/{project}/audiences/{audience}/contacts", {
          params: { path },
          body: { ids: ticked.map(({ id }) => id) },
        }),
      then: () => setTicked([]),
    });
  const consent = () =>
    ask({
      title: t("removeAsk", { count: ticked.length }),
      text: t("removeText"),
      confirm: kit("delete"),
      danger: true,
      onConfirm: remove,
    });
  return (
    <>
      <Group justify="space-between" gap="xs">
        <SearchLine field="search" label={t("searchContact")} />
        {ticked.length > 0 && (
          <Button color="red" variant="light" leftSection={<IconTrash size={16} />} onClick={consent}>
            {t("remove", { count: ticked.length })}
          </Button>
        )}
      </Group>
      <div className="surface" style={{ marginTop: 12 }}>
        <DataList
          label={t("contacts")}
          query={query}
          columns={columns}
          filtered={Boolean(search)}
          onReset={() => address.change({ search: undefined })}
          emptyHint={t("emptyContacts")}
          selection={mayEdit ? { rows: ticked, onChange: setTicked } : undefined}
        />
      </div>
    </>
  );
}
