/**
 * @file Whether an element is on the screen or about to be: a list of thousands reads only the images that somebody can see.
 */
import { createSignal, onCleanup, type Accessor } from "solid-js";

const told = new WeakMap<Element, (near: boolean) => void>();
let observer: IntersectionObserver | undefined;

/** One for all lists; a screen's height ahead in both directions. */
const shared = (): IntersectionObserver =>
  (observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) told.get(entry.target)?.(entry.isIntersecting);
    },
    { rootMargin: "100% 0%" },
  ));

/** @returns whether it is near, and the ref that tells which element is meant */
export function createNear(): readonly [Accessor<boolean>, (element: Element) => void] {
  const [near, setNear] = createSignal(false);
  const watch = (element: Element): void => {
    told.set(element, setNear);
    shared().observe(element);
    onCleanup(() => shared().unobserve(element));
  };
  return [near, watch];
}
