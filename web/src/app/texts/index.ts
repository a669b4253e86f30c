import { addTexts } from "../i18n";
import en from "./en.json";
import ru from "./ru.json";

addTexts("shell", { ru, en });
