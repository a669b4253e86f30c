// Another file into a list that exists.
import { Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useProject } from "../../kit/me";
import { useDeed } from "../../kit/refresh";
import { ImportPlanner } from "./ImportPlanner";
import { type Preview, startImport } from "./plan";
import { FileField } from "./SourceFields";

export function ImportMore({ audience, onDone }: { audience: number; onDone: () => void }) {
  const { t } = useTranslation("contacts");
  const project = useProject();
  const deed = useDeed<void>("/audiences");
  const [taken, setTaken] = useState<{ file: File; preview: Preview } | null>(null);
  return (
    <Stack gap="md">
      <FileField file={taken?.file} onPreview={(file, preview) => setTaken({ file, preview })} />
      {taken && (
        <ImportPlanner
          key={taken.preview.upload}
          preview={taken.preview}
          file={taken.file}
          onPreview={(preview) => setTaken({ ...taken, preview })}
          busy={deed.isPending}
          submitLabel={t("importMore")}
          onSubmit={(plan) => deed.mutate({ act: () => startImport(project, audience, plan), then: onDone })}
        />
      )}
    </Stack>
  );
}
