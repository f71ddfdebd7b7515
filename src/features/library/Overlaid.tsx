/**
 * @file Two pictures over each other: the second uncovered as far as a slider says, the two in turn, or what is different between them.
 */
import { createEffect, createSignal, For, on, onCleanup, Show, type JSX } from "solid-js";
import type { Picture } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { Slider } from "~/ui/field/Slider";
import { Frame } from "~/ui/picture/Frame";
import styles from "./Overlaid.module.css";
import { words } from "./words";

interface Props {
  readonly pair: readonly [Picture, Picture];
  readonly name: (picture: Picture) => string;
}

/** Slow enough to look at each, and far from what makes anybody ill. */
const BLINK_MS = 900;

/** How many times as bright differences are shown: most are slight. */
const BRIGHT = { least: 1, first: 8, most: 24 } as const;

function Layers(
  props: Props & {
    readonly way: "slider" | "blink" | "difference";
    readonly ref?: (place: HTMLDivElement) => void;
    readonly children?: JSX.Element;
  },
) {
  const { pictures } = useServices();
  let place!: HTMLDivElement;
  createEffect(() => {
    const [{ width, height }] = props.pair;
    place.style.setProperty("--ratio", `${width} / ${height}`);
  });
  return (
    <div
      class={styles["place"]}
      data-way={props.way}
      ref={(element) => {
        place = element;
        props.ref?.(element);
      }}
    >
      <For each={props.pair}>
        {(picture, index) => {
          const url = pictures.image(() => picture.id);
          return (
            <div class={styles["layer"]}>
              <Frame
                src={url()}
                alt={`${words.compare.side(index())}: ${props.name(picture)}`}
                width={picture.width}
                height={picture.height}
                eager
                gone={words.gone.short}
              />
            </div>
          );
        }}
      </For>
      {props.children}
    </div>
  );
}

const Whole = (props: { readonly children: JSX.Element; readonly tools: JSX.Element }) => (
  <div class={styles["whole"]}>
    {props.children}
    <div class={styles["tools"]}>{props.tools}</div>
  </div>
);

export function Slide(props: Props) {
  let place!: HTMLDivElement;
  const [share, setShare] = createSignal(50);
  createEffect(on(share, (now) => place.style.setProperty("--share", `${now}%`)));
  const draw = (event: PointerEvent): void => {
    if (event.buttons === 0) return;
    const { left, width } = place.getBoundingClientRect();
    setShare(Math.round(Math.min(100, Math.max(0, (100 * (event.clientX - left)) / width))));
  };
  return (
    <Whole
      tools={
        <>
          <div class={styles["slider"]}>
            <Slider
              label={words.compare.slider}
              min={0}
              max={100}
              step={1}
              value={share()}
              say={words.compare.sliderWords}
              onChange={setShare}
            />
          </div>
          <Button look="quiet" onClick={() => setShare(100)}>
            {words.compare.only(0)}
          </Button>
          <Button look="quiet" onClick={() => setShare(50)}>
            {words.compare.half}
          </Button>
          <Button look="quiet" onClick={() => setShare(0)}>
            {words.compare.only(1)}
          </Button>
        </>
      }
    >
      {/* The pointer may draw on the picture too; the slider and the buttons do the same. */}
      <div
        class={styles["hand"]}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          draw(event);
        }}
        onPointerMove={draw}
      >
        <Layers {...props} way="slider" ref={(element) => (place = element)}>
          <Show when={share() > 15}>
            <span class={styles["which"]} data-side="0" aria-hidden="true">
              {words.compare.side(0)}
            </span>
          </Show>
          <Show when={share() < 85}>
            <span class={styles["which"]} data-side="1" aria-hidden="true">
              {words.compare.side(1)}
            </span>
          </Show>
        </Layers>
      </div>
    </Whole>
  );
}

export function Blink(props: Props) {
  let place!: HTMLDivElement;
  const [shown, setShown] = createSignal<0 | 1>(0);
  const [blinking, setBlinking] = createSignal(!matchMedia("(prefers-reduced-motion: reduce)").matches);
  const turn = (): void => void setShown((now) => (now === 0 ? 1 : 0));
  createEffect(on(shown, (now) => place.setAttribute("data-shown", String(now))));
  createEffect(() => {
    if (!blinking()) return;
    const timer = setInterval(turn, BLINK_MS);
    onCleanup(() => clearInterval(timer));
  });
  return (
    <Whole
      tools={
        <>
          <p class={styles["now"]}>{words.compare.now(shown())}</p>
          <Button look="quiet" icon={blinking() ? "pause" : "play"} onClick={() => setBlinking(!blinking())}>
            {blinking() ? words.compare.still : words.compare.blink}
          </Button>
          <Show when={!blinking()}>
            <Button look="quiet" onClick={turn}>
              {words.compare.other}
            </Button>
          </Show>
        </>
      }
    >
      <Layers {...props} way="blink" ref={(element) => (place = element)} />
    </Whole>
  );
}

export function Difference(props: Props) {
  let place!: HTMLDivElement;
  const [bright, setBright] = createSignal<number>(BRIGHT.first);
  createEffect(on(bright, (now) => place.style.setProperty("--bright", String(now))));
  return (
    <Whole
      tools={
        <>
          <div class={styles["slider"]}>
            <Slider
              label={words.compare.bright}
              min={BRIGHT.least}
              max={BRIGHT.most}
              step={1}
              value={bright()}
              say={words.compare.times}
              onChange={setBright}
            />
          </div>
          <p class={styles["now"]}>{words.compare.difference}</p>
        </>
      }
    >
      <Layers {...props} way="difference" ref={(element) => (place = element)} />
    </Whole>
  );
}
