/** @file The words of the start page. */
import { bytes, seconds } from "~/ui/text/numbers";

export const words = {
  title: "A portrait studio that stays on this device",
  lede: "Teach it a face, dress that face as you like, and take the pictures with you. Nothing is sent anywhere.",
  meet: (name: string): string => `Meet ${name}`,
  once: (count: number): string => `${bytes(count)}, once`,
  goOn: "Go on",
  left: (count: number): string => `${bytes(count)} left`,
  open: (name: string): string => `Open ${name}`,
  cast: "Cast someone",
  photographs: "Use photographs",
  installing: "Copying the models to this device",
  arriving: (name: string): string => `${name} is arriving`,
  pause: "Pause",
  people: "Sample people",
  drawn: (name: string): string => `${name}, a drawn person`,
  device: {
    title: "This device",
    asking: "Looking at what this device can do",
    webgpu: "Pictures are drawn by the graphics card.",
    threads: (count: number): string => `Pictures are drawn by the processor, on ${count} threads.`,
    single: "Pictures are drawn by the processor, on one thread, because this page is not isolated yet. Reloading usually helps.",
    later: "What draws the pictures, graphics card or processor, is found out with the first one.",
    measured: (time: number, count: number): string =>
      count === 1
        ? `The latest portrait took ${seconds(time)}.`
        : `A portrait takes about ${seconds(time)}, measured over the latest ${count}.`,
    browser: (cores: number): string => `The browser offers ${cores} processor ${cores === 1 ? "thread" : "threads"}.`,
  },
  keeping: {
    title: "Where things are kept",
    body: "Everything lives in this browser, on this device. Clearing the site’s data in the browser removes it, and nobody has a copy.",
    kept: "The browser has promised not to clear it on its own.",
    notKept: "The browser may clear it by itself when the disk is nearly full.",
  },
  reads: {
    title: "Whose face",
    body: (pack: string): string =>
      `${pack}, the pack that comes with Likeness, learns drawn faces: illustrations, not camera photographs.`,
    four: "The four people here are invented and drawn. Each brings eight drawings to learn from.",
  },
  photographsDialog: {
    title: "Use photographs",
    body: (pack: string): string =>
      `${pack} learns drawn faces. A camera photograph is recognised and kept, but no portrait can be learned from it in this version.`,
    drawings: "Drawings and illustrations of one person work: five are the least, eight are better.",
    goOn: "Add drawings of someone",
    stay: "Stay here",
  },
} as const;
