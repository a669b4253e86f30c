// A search line that writes itself into the address shortly after the last key.
import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useAddress } from "./address";

const PAUSE_MS = 300;

export function SearchLine({ field, label }: { field: string; label: string }) {
  const { t } = useTranslation("kit");
  const address = useAddress();
  const applied = address.get(field);
  const [text, setText] = useState(applied);
  useEffect(() => setText(applied), [applied]);
  const apply = useDebouncedCallback((value: string) => address.change({ [field]: value || undefined }), PAUSE_MS);
  const type = (value: string) => {
    setText(value);
    apply(value);
  };
  return (
    <TextInput
      w={{ base: "100%", xs: 340 }}
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} />}
      rightSection={text && <CloseButton size="sm" aria-label={t("clear")} onClick={() => type("")} />}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
