/** @file How the app is built: Solid, ES-module workers, and a service worker that holds the shell and never a weight. */
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import solid from "vite-plugin-solid";
import { devHeaders, downloadHeaders, headers, hubs } from "./scripts/headers.mjs";
import { manifest } from "./scripts/web-manifest.mjs";

const MiB = 1024 * 1024;

/** Vite's dev server sets the same headers on every answer; the download worker's may reach the hubs. */
const downloadPolicy = (): Plugin => ({
  name: "download-policy",
  apply: "serve",
  configureServer(server) {
    const policy = downloadHeaders(hubs);
    server.middlewares.use((request, response, next) => {
      if (request.url?.startsWith("/workers/download/main.ts")) {
        const set = response.setHeader.bind(response);
        response.setHeader = (name, value) => set(name, policy[name] ?? value);
      }
      next();
    });
  },
});

export default defineConfig({
  resolve: {
    alias: {
      "~": fileURLToPath(new URL("src", import.meta.url)),
      // transformers.js is here for its tokenizers; it must not bring a second runtime of 27 MB.
      "onnxruntime-web/webgpu": "onnxruntime-web/wasm",
    },
    // ORT's files are named one by one in src/runtime, so that only those in use are built and cached.
    conditions: ["onnxruntime-web-use-extern-wasm", "module", "browser", "development|production"],
  },
  define: {
    __RESPONSE_HEADERS__: JSON.stringify(headers),
    __DOWNLOAD_HEADERS__: JSON.stringify(downloadHeaders(hubs)),
    __HUBS__: JSON.stringify(hubs.map(({ origin }) => origin)),
  },
  plugins: [
    downloadPolicy(),
    solid(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "workers/service",
      filename: "service-worker.ts",
      registerType: "prompt",
      injectRegister: false,
      manifest,
      injectManifest: {
        globPatterns: ["**/*.{html,js,mjs,css,woff2,wasm,svg,png,webmanifest}"],
        globIgnores: ["packs/**", "samples/**", "_headers"],
        // A static host may refuse larger files; the build fails rather than leave one out of the offline shell.
        maximumFileSizeToCacheInBytes: 25 * MiB,
      },
    }),
  ],
  worker: {
    format: "es",
    rolldownOptions: {
      output: {
        // Its answer carries headers of its own, so it has a name of its own.
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.endsWith("/workers/download/main.ts") ? "assets/download-[hash].js" : "assets/[name]-[hash].js",
      },
    },
  },
  build: {
    target: "es2022",
    // An inlined asset is a data: address, which the content policy refuses for fonts and workers.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { headers: devHeaders },
  preview: { headers },
});
