import { Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { api } from "../kit/client";
import * as format from "../kit/format";
import { useLanguage } from "../kit/me";
import styles from "./shell.module.css";

export function BalanceLink() {
  const { t } = useTranslation("shell");
  const language = useLanguage();
  const { data } = api.useQuery("get", "/api/v1/balance");
  if (!data) return null;
  const [available, held] = [format.money(data.available, language), format.money(data.held, language)];
  return (
    <Tooltip label={t("balanceHint", { available, held })} withArrow>
      <Link to="/finance" className={`${styles.balance} figures`} aria-label={`${t("balance")}: ${available}`}>
        {available}
      </Link>
    </Tooltip>
  );
}
