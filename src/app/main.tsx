/** @file Mounts the app. */
import { render } from "solid-js/web";

const root = document.getElementById("root");
if (root) render(() => <h1>Likeness</h1>, root);
