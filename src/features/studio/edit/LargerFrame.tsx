/**
 * @file The picture in the frame that it is to be continued into, with a handle at each side: for pointer and arrow keys.
 *
 * A handle moves the way its side moves; while it is held, nothing else on the screen does.
 */
import { createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { viewOf, type View } from "./canvas-view";
import { frameOf, room, SIDES, withSide, type Margins, type Side } from "./expanding";
import styles from "./LargerFrame.module.css";
import { words } from "./words";
import type { Size } from "~/contracts/request";

interface Props {
  readonly size: Size;
  readonly src: string | null | undefined;
  readonly alt: string;
  readonly margins: Margins;
  readonly onChange: (margins: Margins) => void;
}

/** Of the picture, for one press of an arrow; with Shift. */
const STEP = { near: 8, far: 64 } as const;

/** Of the room around the frame, so that its handles can be taken hold of. */
const FILLS = 0.86;

/** Which way each side is moved outwards: on the screen, and by which key. */
const OUTWARDS: Readonly<Record<Side, { readonly x: number; readonly y: number; readonly key: string; readonly back: string }>> =
  {
    top: { x: 0, y: -1, key: "ArrowUp", back: "ArrowDown" },
    right: { x: 1, y: 0, key: "ArrowRight", back: "ArrowLeft" },
    bottom: { x: 0, y: 1, key: "ArrowDown", back: "ArrowUp" },
    left: { x: -1, y: 0, key: "ArrowLeft", back: "ArrowRight" },
  };

interface Held {
  readonly side: Side;
  readonly view: View;
  readonly x: number;
  readonly y: number;
  readonly was: number;
}

export function LargerFrame(props: Props) {
  let stage!: HTMLDivElement;
  const [box, setBox] = createSignal({ width: 0, height: 0 });
  const [held, setHeld] = createSignal<Held | null>(null);
  onMount(() => {
    const watcher = new ResizeObserver(() => setBox({ width: stage.clientWidth, height: stage.clientHeight }));
    watcher.observe(stage);
    onCleanup(() => watcher.disconnect());
  });
  const frame = () => frameOf(props.size, props.margins);
  /** Of the picture, not of the frame. */
  const view = (): View => {
    const now = held();
    if (now) return now.view;
    const { scale, x, y } = viewOf(box(), frame(), FILLS, { x: 0, y: 0 });
    return { scale, x: x + scale * props.margins.left, y: y + scale * props.margins.top };
  };
  const placed = ({ left, top }: { readonly left: number; readonly top: number }, { width, height }: Size) => {
    const { scale, x, y } = view();
    return {
      "--left": `${x + scale * left}px`,
      "--top": `${y + scale * top}px`,
      "--width": `${scale * width}px`,
      "--height": `${scale * height}px`,
    };
  };
  const move = (side: Side, pixels: number): void => props.onChange(withSide(props.size, props.margins, side, pixels));
  const drag = (event: PointerEvent): void => {
    const now = held();
    if (!now) return;
    const { x, y } = OUTWARDS[now.side];
    move(now.side, now.was + (x * (event.clientX - now.x) + y * (event.clientY - now.y)) / now.view.scale);
  };
  const key = (side: Side, event: KeyboardEvent): void => {
    const by = event.shiftKey ? STEP.far : STEP.near;
    const now = props.margins[side];
    if (event.key === OUTWARDS[side].key) move(side, now + by);
    else if (event.key === OUTWARDS[side].back) move(side, now - by);
    else if (event.key === "Home") move(side, 0);
    else if (event.key === "End") move(side, room(props.size, props.margins, side));
    else return;
    event.preventDefault();
  };
  return (
    <div ref={stage} class={styles["stage"]} role="group" aria-label={words.expand.frame(frame().width, frame().height)}>
      <div
        class={styles["paper"]}
        style={placed({ left: -props.margins.left, top: -props.margins.top }, frame())}
        data-held={held() ? "" : undefined}
      >
        <For each={SIDES}>
          {(side) => (
            <div
              class={styles["handle"]}
              data-side={side}
              role="slider"
              tabIndex={0}
              aria-label={words.expand.sides[side]}
              aria-orientation={OUTWARDS[side].x === 0 ? "vertical" : "horizontal"}
              aria-valuemin={0}
              aria-valuemax={room(props.size, props.margins, side)}
              aria-valuenow={props.margins[side]}
              aria-valuetext={words.expand.added(props.margins[side])}
              onKeyDown={(event) => key(side, event)}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                setHeld({ side, view: view(), x: event.clientX, y: event.clientY, was: props.margins[side] });
              }}
              onPointerMove={drag}
              onPointerUp={() => setHeld(null)}
              onPointerCancel={() => setHeld(null)}
            />
          )}
        </For>
      </div>
      <Show when={props.src}>
        {(src) => (
          <img
            class={styles["picture"]}
            style={placed({ left: 0, top: 0 }, props.size)}
            src={src()}
            alt={props.alt}
            draggable={false}
          />
        )}
      </Show>
    </div>
  );
}
