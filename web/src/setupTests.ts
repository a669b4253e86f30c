// jsdom lacks what Mantine asks of a browser.
import { cleanup } from "@testing-library/react";
import { afterEach, vi } from "vitest";

// Without globals the library cannot register this itself, and each test would see the last one's page.
afterEach(cleanup);

Object.defineProperty(window, "matchMedia", {
  value: (query: string) => ({
    // An empty query matches, as in a browser: a column without a condition is shown.
    matches: query === "",
    media: query,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
    addListener: vi.fn(),
    removeListener: vi.fn(),
  }),
});

class NoResize {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.ResizeObserver = NoResize;
Element.prototype.scrollIntoView = () => undefined;
window.scrollTo = () => undefined;
