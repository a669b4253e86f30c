import { addTexts } from "../../../app/i18n";
import en from "./en.json";
import ru from "./ru.json";
import wizardEn from "./wizard.en.json";
import wizardRu from "./wizard.ru.json";

addTexts("campaigns", { ru: { ...ru, ...wizardRu }, en: { ...en, ...wizardEn } });
