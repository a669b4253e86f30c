// Builds the cabinet into `dist`, which the web process serves; in development the API is that of a running `rupor up`.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = process.env.RUPOR_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  build: {
    // Without an explicit CSS target light-dark() is rewritten and colours of the dark theme are lost.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    chunkSizeWarningLimit: 900,
    manifest: true,
  },
  server: {
    proxy: {
      "/api": backend,
      "/_allauth": backend,
      "/live": { target: backend, ws: true },
    },
  },
  test: {
    environment: "jsdom",
    pool: "vmThreads",
    setupFiles: ["src/setupTests.ts"],
    css: false,
  },
});
