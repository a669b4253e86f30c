import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { FlowProblem } from "../../kit/types";

/** Errors are red, warnings are not: they forbid nothing. */
export function ProblemLines({ problems }: { problems: FlowProblem[] }) {
  const { t } = useTranslation("flows");
  return problems.map((problem) => (
    <Text
      key={`${problem.node}${problem.card}${problem.code}`}
      size="sm"
      c={problem.warning ? "dimmed" : "var(--mantine-color-error)"}
      role={problem.warning ? "note" : "alert"}
      data-problem={problem.code}
    >
      {problem.card === null ? "" : `${t("cardNumber", { number: problem.card + 1 })}: `}
      {problem.message}
    </Text>
  ));
}
