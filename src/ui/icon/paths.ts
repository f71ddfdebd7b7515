/**
 * @file The icons, drawn by hand on a 24 × 24 grid for a stroke of 1.6. Each is one path.
 */
export const PATHS = {
  add: "M12 5v14M5 12h14",
  back: "M19 12H5M11 6l-6 6 6 6",
  camera: "M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 10.2a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 1 0 0-6.4z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  chevron: "M7 10l5 5 5-5",
  close: "M6 6l12 12M18 6L6 18",
  compare: "M12 4v16M5 7h4v10H5zM15 7h4v10h-4z",
  dice: "M5 5h14v14H5zM9 9h.01M15 9h.01M9 15h.01M15 15h.01M12 12h.01",
  down: "M12 5v14M6 13l6 6 6-6",
  edit: "M5 19l1-4L16.5 4.5l3 3L9 18zM14 7l3 3",
  eye: "M3 12c2.5-4.3 5.5-6.3 9-6.3s6.5 2 9 6.3c-2.5 4.3-5.5 6.3-9 6.3S5.5 16.3 3 12zM12 9.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 1 0 0-5.2z",
  eyeOff:
    "M4 4l16 16M9.5 6.1c.8-.3 1.6-.4 2.5-.4 3.5 0 6.5 2 9 6.3-.9 1.5-1.8 2.7-2.8 3.6M6.3 8c-1.2 1-2.3 2.3-3.3 4 2.5 4.3 5.5 6.3 9 6.3 1.5 0 2.9-.4 4.2-1.1M10.1 10.2a2.6 2.6 0 0 0 3.7 3.7",
  history: "M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4 9M4 4.5V9h4.5M12 8v4.3l3 1.7",
  image: "M4 5h16v14H4zM4 16l4.5-4.5L13 16l2.5-2.5L20 18M15.5 8.5h.01",
  info: "M12 4a8 8 0 1 0 0 16 8 8 0 1 0 0-16zM12 11v5M12 8h.01",
  keyboard: "M3 6.5h18v11H3zM6.5 10h.01M10 10h.01M13.5 10h.01M17 10h.01M8 14h8",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  menu: "M4 8h16M4 16h16",
  more: "M6 11.4a.6.6 0 1 0 0 1.2.6.6 0 1 0 0-1.2zM12 11.4a.6.6 0 1 0 0 1.2.6.6 0 1 0 0-1.2zM18 11.4a.6.6 0 1 0 0 1.2.6.6 0 1 0 0-1.2z",
  pause: "M9 6v12M15 6v12",
  person: "M12 5a3.7 3.7 0 1 0 0 7.4A3.7 3.7 0 1 0 12 5zM5 20c.7-3.7 3.2-5.3 7-5.3s6.3 1.6 7 5.3",
  play: "M8 5.5l10.5 6.5L8 18.5z",
  shield: "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6z",
  sliders: "M4 8h9M17 8h3M4 16h3M11 16h9M13 6v4h4V6zM7 14v4h4v-4z",
  trash: "M5 7h14M9.5 7V4.5h5V7M7 7l.8 13h8.4L17 7M10.3 10.5v6M13.7 10.5v6",
  undo: "M8 5L4 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11h-4",
  unlock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 6.7-1.4",
  warning: "M12 4.5L21 19.5H3zM12 10.5v4M12 17h.01",
} as const;

export type IconName = keyof typeof PATHS;
