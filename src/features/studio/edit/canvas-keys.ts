/**
 * @file What each key does while the canvas has the focus, and only then.
 */
import { announce } from "~/ui/text/announce";
import type { Gestures } from "./gestures";
import { ZOOM, type Masking, type Tool } from "./masking";
import type { Surface } from "./surface";
import { words } from "./words";

interface Keys {
  down(event: KeyboardEvent): void;
  up(event: KeyboardEvent): void;
}

export function canvasKeys(masking: Masking, surface: Surface, gestures: Gestures, leave: () => void): Keys {
  const take = (tool: Tool): void => {
    masking.take(tool);
    announce(words.mask.tools[tool]);
  };
  const size = (by: number): void => {
    masking.setBrush({ size: masking.brush().size + by });
    announce(words.place.size(Math.round(masking.brush().size)));
  };
  const hardness = (by: number): void => {
    masking.setBrush({ hardness: masking.brush().hardness + by });
    announce(words.place.hardness(masking.brush().hardness));
  };
  const zoom = (by: number): void => {
    surface.zoomTo(masking.zoom() * by);
    announce(words.place.zoom(masking.zoom()));
  };
  const acts: Readonly<Record<string, (isFar: boolean) => void>> = {
    b: () => take("brush"),
    e: () => take("eraser"),
    l: () => take("lasso"),
    p: () => take("polygon"),
    r: () => take("rectangle"),
    w: () => take("part"),
    h: () => take("hand"),
    x: () => take(masking.tool() === "eraser" ? "brush" : "eraser"),
    i: () => masking.run("invert"),
    g: () => masking.run("grow"),
    s: () => masking.run("shrink"),
    f: () => masking.run("feather"),
    q: () => announce(words.mask.looks[masking.lookNext()]),
    "[": () => size(-4),
    "]": () => size(4),
    "{": () => hardness(-0.1),
    "}": () => hardness(0.1),
    "+": () => zoom(ZOOM.step),
    "=": () => zoom(ZOOM.step),
    "-": () => zoom(1 / ZOOM.step),
    "0": () => masking.fit(),
    arrowleft: (isFar) => surface.steer(-1, 0, isFar),
    arrowright: (isFar) => surface.steer(1, 0, isFar),
    arrowup: (isFar) => surface.steer(0, -1, isFar),
    arrowdown: (isFar) => surface.steer(0, 1, isFar),
    // Marks when it is let go: while it is held, a drag moves the picture.
    " ": () => gestures.hold(),
    d: () => surface.press(),
    enter: () => surface.close(),
    escape: () => surface.leave() || leave(),
    delete: () => masking.run("clear"),
  };
  return {
    down(event) {
      const name = event.key.toLowerCase();
      const act = acts[name];
      if (event.ctrlKey || event.metaKey || event.altKey || !act) return;
      event.preventDefault();
      act(event.shiftKey);
    },
    up({ key }) {
      if (key === " " && !gestures.letGo()) surface.stamp();
    },
  };
}
