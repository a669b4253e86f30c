import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { ask } from "../../kit/ask";
import { client } from "../../kit/client";
import { IconAction } from "../../kit/IconAction";
import { useMayStart } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import type { PhoneNumber } from "../../kit/types";
import { shownPhone } from "./columns";

export function BlockButton({ row }: { row: PhoneNumber }) {
  const { t } = useTranslation("numbers");
  const mayChange = useMayStart();
  const deed = useDeed<unknown>("/numbers");
  const run = (verb: "block" | "unblock") =>
    deed.mutate({
      act: () => client.POST(`/api/v1/numbers/{number}/${verb}`, { params: { path: { number: row.id } } }),
    });
  const consent = () =>
    ask({
      title: t("askBlock", { phone: shownPhone(row) }),
      text: t("askBlockText"),
      confirm: t("block"),
      danger: true,
      onConfirm: () => run("block"),
    });
  if (!mayChange) return null;
  if (row.state === "blocked")
    return <IconAction label={t("unblock")} icon={IconLockOpen} onClick={() => run("unblock")} />;
  if (row.state !== "free" && row.state !== "busy") return null;
  return <IconAction label={t("block")} icon={IconLock} onClick={consent} />;
}
