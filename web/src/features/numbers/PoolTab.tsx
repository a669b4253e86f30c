// For those who run the installation: the whole pool, its fees and ceilings, new ranges.
import { Button, Group, Text } from "@mantine/core";
import { IconPencil, IconUpload } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../../kit/client";
import { DataList } from "../../kit/DataList";
import { useFilters } from "../../kit/Filters";
import type { PhoneNumber } from "../../kit/types";
import { BlockButton } from "./BlockButton";
import { NumberFilters, useNumberColumns } from "./columns";
import { EditDialog } from "./EditDialog";
import { ImportDialog } from "./ImportDialog";

const KEYS = ["search", "kind", "state"] as const;

export function PoolTab() {
  const { t } = useTranslation("numbers");
  const filters = useFilters(["kind", "state"]);
  const { address } = filters;
  const [open, setOpen] = useState<"" | "import" | "edit">("");
  const [ticked, setTicked] = useState<PhoneNumber[]>([]);
  const asked = Object.fromEntries(KEYS.map((key) => [key, address.get(key) || undefined]));
  const query = api.useQuery("get", "/api/v1/numbers", {
    params: { query: { ...asked, page: address.page, per: address.per } },
  });
  const actions = useCallback((row: PhoneNumber) => <BlockButton row={row} />, []);
  const columns = useNumberColumns(actions);
  const importing = (
    <Button leftSection={<IconUpload size={16} />} onClick={() => setOpen("import")}>
      {t("import.title")}
    </Button>
  );
  return (
    <>
      <Group gap="xs" mb="sm">
        {importing}
        <Button
          variant="default"
          leftSection={<IconPencil size={16} />}
          disabled={!ticked.length}
          onClick={() => setOpen("edit")}
        >
          {t("edit.some", { count: ticked.length })}
        </Button>
      </Group>
      <NumberFilters filters={filters} />
      <Text size="sm" c="dimmed" mt="xs">
        {t("poolHint")}
      </Text>
      <div className="surface" style={{ marginTop: 12 }}>
        <DataList
          label={t("tab.pool")}
          query={query}
          columns={columns}
          filtered={Object.values(asked).some(Boolean)}
          onReset={() => address.change({ search: undefined, kind: undefined, state: undefined })}
          emptyHint={t("poolEmpty")}
          emptyAction={importing}
          selection={{ rows: ticked, onChange: setTicked }}
        />
      </div>
      {open === "import" && <ImportDialog onClose={() => setOpen("")} />}
      {open === "edit" && (
        <EditDialog
          numbers={ticked}
          onClose={(done) => {
            setOpen("");
            if (done) setTicked([]);
          }}
        />
      )}
    </>
  );
}
