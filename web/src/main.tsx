import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@fontsource-variable/inter/index.css";
import "./app/theme.css";
import "./app/texts";
import "./app/upgrade";
import "./kit/texts";

import { createRoot } from "react-dom/client";

import { App } from "./app/App";

const place = document.getElementById("root");
if (place) createRoot(place).render(<App />);
