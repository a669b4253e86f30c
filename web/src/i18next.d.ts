// Keys of texts are checked by the compiler against the Russian files.
import "i18next";

import type shell from "./app/texts/ru.json";
import type accounts from "./features/accounts/texts/ru.json";
import type billing from "./features/billing/texts/ru.json";
import type campaigns from "./features/campaigns/texts/ru.json";
import type wizard from "./features/campaigns/texts/wizard.ru.json";
import type contacts from "./features/contacts/texts/ru.json";
import type deliveries from "./features/deliveries/texts/ru.json";
import type flows from "./features/flows/texts/ru.json";
import type followups from "./features/followups/texts/ru.json";
import type integrations from "./features/integrations/texts/ru.json";
import type limits from "./features/limits/texts/ru.json";
import type line from "./features/line/texts/ru.json";
import type materials from "./features/materials/texts/ru.json";
import type numbers from "./features/numbers/texts/ru.json";
import type projects from "./features/projects/texts/ru.json";
import type reports from "./features/reports/texts/ru.json";
import type trials from "./features/trials/texts/ru.json";
import type trunks from "./features/trunks/texts/ru.json";
import type kit from "./kit/texts/ru.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "kit";
    resources: {
      accounts: typeof accounts;
      billing: typeof billing;
      campaigns: typeof campaigns & typeof wizard;
      contacts: typeof contacts;
      deliveries: typeof deliveries;
      flows: typeof flows;
      followups: typeof followups;
      integrations: typeof integrations;
      kit: typeof kit;
      limits: typeof limits;
      line: typeof line;
      materials: typeof materials;
      numbers: typeof numbers;
      projects: typeof projects;
      reports: typeof reports;
      shell: typeof shell;
      trials: typeof trials;
      trunks: typeof trunks;
    };
  }
}
