import { useTranslation } from "react-i18next";

import "./texts";

import { FlowForm } from "./FlowForm";
import { freshMenu } from "./menu";

export default function NewFlowPage() {
  const { t } = useTranslation("flows");
  return <FlowForm title={t("create")} name="" menu={freshMenu(t("defaultTag"))} />;
}
