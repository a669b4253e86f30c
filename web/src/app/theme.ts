// The looks of Rupor: ink and teal, dense, with contrast checked against WCAG AA in both schemes.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const teal: MantineColorsTuple = [
  "#e6f5f3",
  "#cdeae7",
  "#9fd6d0",
  "#6dc0b8",
  "#43aba2",
  "#27968d",
  "#14827a",
  "#0b6f6a",
  "#095a56",
  "#064541",
];

const dark: MantineColorsTuple = [
  "#dfe6e8",
  "#b6c2c6",
  "#94a3a8",
  "#5f7076",
  "#3b4a50",
  "#2b383d",
  "#202b30",
  "#182226",
  "#12191d",
  "#0c1215",
];

const gray: MantineColorsTuple = [
  "#f6f8f8",
  "#eef2f2",
  "#e2e8e8",
  "#d3dbdc",
  "#b9c4c6",
  "#93a1a4",
  "#69787c",
  "#526165",
  "#38454a",
  "#1b2528",
];

export const theme = createTheme({
  primaryColor: "teal",
  primaryShade: 7,
  colors: { teal, dark, gray },
  black: "#16211f",
  fontFamily: "'Inter Variable', system-ui, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: "650" },
  fontSizes: { xs: "0.75rem", sm: "0.8438rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  defaultRadius: "md",
  cursorType: "pointer",
  focusRing: "auto",
  components: {
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { size: "md" } },
    Modal: { defaultProps: { centered: true } },
    Tooltip: { defaultProps: { events: { hover: true, focus: true, touch: false } } },
    Menu: { defaultProps: { withinPortal: true } },
  },
});

/** Mantine's own words on light tints are too pale for AA. */
const DEEP = {
  teal: "#064541",
  blue: "#174a86",
  green: "#1d5b27",
  yellow: "#6b4000",
  orange: "#7a2e00",
  red: "#8f1d1d",
  gray: "#38454a",
};

export const variables: CSSVariablesResolver = (own) => ({
  variables: {},
  light: {
    "--mantine-color-body": "#f4f7f7",
    "--surface": "#ffffff",
    "--line": own.colors.gray?.[2] ?? "",
    "--mantine-color-dimmed": own.colors.gray?.[7] ?? "",
    "--mantine-color-placeholder": own.colors.gray?.[6] ?? "",
    "--mantine-color-error": "#b42318",
    ...Object.fromEntries(Object.entries(DEEP).map(([name, ink]) => [`--mantine-color-${name}-light-color`, ink])),
  },
  dark: {
    "--mantine-color-body": own.colors.dark?.[8] ?? "",
    "--surface": own.colors.dark?.[7] ?? "",
    "--line": own.colors.dark?.[5] ?? "",
    "--mantine-color-dimmed": own.colors.dark?.[1] ?? "",
    "--mantine-color-placeholder": own.colors.dark?.[2] ?? "",
    "--mantine-color-error": "#ff8b80",
    "--mantine-color-anchor": own.colors.teal?.[3] ?? "",
  },
});
