import { useTranslation } from "react-i18next";

import "../texts";

import * as format from "../../../kit/format";
import { useZone } from "../../../kit/me";
import { fresh } from "./values";
import { Wizard } from "./Wizard";

export default function NewCampaignPage() {
  const { t } = useTranslation("campaigns");
  const zone = useZone();
  const { date, time } = format.momentParts(new Date().toISOString(), zone);
  return <Wizard title={t("create")} initial={fresh(`${date} (${time})`, zone)} />;
}
