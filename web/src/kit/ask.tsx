// Consent before what cannot be taken back lightly.
import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";

import i18n from "../app/i18n";

interface Question {
  title: string;
  text: string;
  confirm: string;
  danger?: boolean;
  onConfirm: () => void;
}

export function ask({ title, text, confirm, danger, onConfirm }: Question): void {
  modals.openConfirmModal({
    title,
    children: <Text size="sm">{text}</Text>,
    labels: { confirm, cancel: i18n.t("kit:cancel") },
    confirmProps: { color: danger ? "red" : undefined },
    closeButtonProps: { "aria-label": i18n.t("kit:close") },
    centered: true,
    onConfirm,
  });
}

export function say(message: string): void {
  notifications.show({ message, color: "teal", withBorder: true });
}

export function complain(message: string): void {
  notifications.show({ title: i18n.t("kit:error.title"), message, color: "red", withBorder: true, autoClose: 8000 });
}
