import { addTexts } from "../../../app/i18n";
import en from "./en.json";
import ru from "./ru.json";

addTexts("limits", { ru, en });
