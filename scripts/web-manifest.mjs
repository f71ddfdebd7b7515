/** @file What the browser is told when a person installs Likeness. */

/** @type {Partial<import("vite-plugin-pwa").ManifestOptions>} */
export const manifest = {
  id: "/",
  name: "Likeness",
  short_name: "Likeness",
  description: "A private portrait studio that lives in this device. Nothing is sent anywhere.",
  start_url: "/",
  scope: "/",
  display: "standalone",
  background_color: "#f7f4ee",
  theme_color: "#f7f4ee",
  categories: ["photo", "graphics", "lifestyle"],
  icons: [
    { src: "/icons/likeness.svg", sizes: "any", type: "image/svg+xml" },
    { src: "/icons/likeness-192.png", sizes: "192x192", type: "image/png" },
    { src: "/icons/likeness-512.png", sizes: "512x512", type: "image/png" },
    { src: "/icons/likeness-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
  ],
  screenshots: [
    {
      src: "/screenshots/start-wide.jpg",
      sizes: "1280x800",
      type: "image/jpeg",
      form_factor: "wide",
      label: "Meet somebody drawn",
    },
    {
      src: "/screenshots/start-narrow.jpg",
      sizes: "390x844",
      type: "image/jpeg",
      form_factor: "narrow",
      label: "The same on a phone",
    },
  ],
};
