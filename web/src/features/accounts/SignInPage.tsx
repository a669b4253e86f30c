// The only page outside the cabinet.
import { Alert, Anchor, Button, Group, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertCircle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import "./texts";

import { Mark } from "../../app/Mark";
import { faultOf, signIn, type SignInFault } from "../../app/session";
import styles from "../../app/shell.module.css";
import { LanguageSwitch, ThemeSwitch } from "../../app/Switches";
import type { Search } from "../../kit/address";
import { messageOf } from "../../kit/errors";
import { SoundWaves } from "./SoundWaves";

export default function SignInPage() {
  const { t } = useTranslation("accounts");
  const { t: kit } = useTranslation("kit");
  useEffect(() => {
    document.title = `${t("signIn.title")} — ${kit("product")}`;
  }, [t, kit]);
  return (
    <div className={styles.signIn}>
      <main className={styles.pane}>
        <Stack w="100%" maw={360} gap="lg">
          <Group justify="space-between">
            <span className={styles.brand}>
              <Mark size={34} />
              {kit("product")}
            </span>
            <Group gap={4}>
              <LanguageSwitch />
              <ThemeSwitch />
            </Group>
          </Group>
          <div>
            <Title order={1} size="h2">
              {t("signIn.title")}
            </Title>
            <Text c="dimmed" mt={4}>
              {t("signIn.lead")}
            </Text>
          </div>
          <SignInForm />
        </Stack>
      </main>
      <aside className={styles.art} aria-hidden>
        <SoundWaves />
        <p>{t("signIn.slogan")}</p>
      </aside>
    </div>
  );
}

function useSignIn() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const next = useRouterState({ select: (state) => (state.location.search as Search).next });
  const [fault, setFault] = useState<{ kind: SignInFault; words: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (email: string, password: string) => {
    setBusy(true);
    setFault(null);
    try {
      await signIn(email, password);
      queries.clear();
      await navigate({ to: next?.startsWith("/") && !next.startsWith("//") ? next : "/" });
    } catch (error) {
      setFault({ kind: faultOf(error), words: messageOf(error) });
    } finally {
      setBusy(false);
    }
  };
  return { submit, fault, busy };
}

function SignInForm() {
  const { t } = useTranslation("accounts");
  const { submit, fault, busy } = useSignIn();
  const form = useForm({
    initialValues: { email: "", password: "" },
    validate: {
      email: (value) => (/^\S+@\S+$/.test(value) ? null : t("signIn.emailBad")),
      password: (value) => (value ? null : t("signIn.passwordEmpty")),
    },
  });
  const toggle = (visible: boolean) => (visible ? t("signIn.hide") : t("signIn.show"));
  const [visible, setVisible] = useState(false);
  return (
    <form onSubmit={form.onSubmit(({ email, password }) => void submit(email.trim(), password))} noValidate>
      <Stack gap="sm">
        {fault && (
          <Alert color="red" icon={<IconAlertCircle />} role="alert">
            {fault.kind === "other" ? fault.words : t(`signIn.${fault.kind}`)}
          </Alert>
        )}
        <TextInput
          size="md"
          type="email"
          label={t("signIn.email")}
          autoComplete="username"
          autoFocus
          {...form.getInputProps("email")}
        />
        <PasswordInput
          size="md"
          label={t("signIn.password")}
          autoComplete="current-password"
          visible={visible}
          onVisibilityChange={setVisible}
          visibilityToggleButtonProps={{ "aria-label": toggle(visible), tabIndex: 0 }}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" mt="xs" loading={busy}>
          {t("signIn.submit")}
        </Button>
        <Text size="sm" c="dimmed">
          {t("signIn.forgot")}
        </Text>
        <Anchor href="/api/v1/docs" size="sm" c="dimmed" underline="always">
          API
        </Anchor>
      </Stack>
    </form>
  );
}
