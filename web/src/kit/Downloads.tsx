// A file in the two formats the backend streams.
import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

interface Props {
  label?: string;
  /** Address without `format`; may hold a query already. */
  path: string;
  size?: string;
  /** A further file of the same list. */
  more?: { label: string; path: string };
}

export function Downloads({ label, path, size, more }: Props) {
  const { t } = useTranslation("kit");
  const join = path.includes("?") ? "&" : "?";
  return (
    <Menu shadow="md" position="bottom-end">
      <Menu.Target>
        <Button
          size={size}
          variant="default"
          leftSection={<IconDownload size={16} />}
          rightSection={<IconChevronDown size={14} />}
        >
          {label ?? t("download")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={`${path}${join}format=xlsx`} download>
          Excel (.xlsx)
        </Menu.Item>
        <Menu.Item component="a" href={`${path}${join}format=csv`} download>
          CSV (.csv)
        </Menu.Item>
        {more && (
          <Menu.Item component="a" href={more.path} download>
            {more.label}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
