import "./without-eval.ts";
import { render } from "preact";
import { App } from "./app.tsx";
import { follow } from "./state/requests.ts";
import "./styles/index.css";

const root = document.getElementById("page");
if (root) render(<App />, root);
follow();
