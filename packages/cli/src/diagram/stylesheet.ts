/** Colors by the scheme of the page; each text has a contrast of 4.5 or more to its box in both. */
const light = {
  page: "#ffffff",
  text: "#1f2430",
  muted: "#59606e",
  line: "#8a93a3",
  box: "#f5f6f8",
  border: "#c9ced8",
  function: "#dff3ea",
  functionBorder: "#3f9b73",
  lambda: "#fdebd8",
  lambdaBorder: "#c9791f",
  cache: "#e3edfb",
  cacheBorder: "#4f82c9",
  guard: "#fbe4e6",
  guardBorder: "#c4626d",
};
const dark: typeof light = {
  page: "#0f131a",
  text: "#e8ebf1",
  muted: "#a5adbb",
  line: "#7d8797",
  box: "#1b212b",
  border: "#3b4453",
  function: "#12352a",
  functionBorder: "#4fb88c",
  lambda: "#3d2a14",
  lambdaBorder: "#dd9440",
  cache: "#162c49",
  cacheBorder: "#6a9ee4",
  guard: "#3f1e24",
  guardBorder: "#d8808b",
};

/** @public */
export const schemes = { light, dark };

const rules = (colors: typeof light) =>
  [
    `.page{fill:${colors.page}}`,
    `text{fill:${colors.text}}.caption,.detail,.subtitle,.column,.note{fill:${colors.muted}}`,
    `.line{stroke:${colors.line}}.head{fill:${colors.line}}`,
    `rect{fill:${colors.box};stroke:${colors.border}}.page{fill:${colors.page};stroke:none}`,
    `.cloudfront-function rect{fill:${colors.function};stroke:${colors.functionBorder}}`,
    `.lambda-at-edge rect{fill:${colors.lambda};stroke:${colors.lambdaBorder}}`,
    `.cache rect{fill:${colors.cache};stroke:${colors.cacheBorder}}`,
    `.cache.idle rect{fill:${colors.box};stroke:${colors.border};stroke-dasharray:4 3}`,
    `.guard rect{fill:${colors.guard};stroke:${colors.guardBorder}}`,
  ].join("");

export const stylesheet = [
  "text{font-family:ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif;font-size:11px}",
  ".mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace}",
  ".name{font-size:13px;font-weight:600}.title{font-size:18px;font-weight:600}.subtitle{font-size:13px}.note{font-size:12px}",
  ".column{font-weight:600;letter-spacing:.02em}",
  ".line{fill:none;stroke-width:1.5}.answer{stroke-dasharray:4 3}",
  rules(light),
  `@media(prefers-color-scheme:dark){${rules(dark)}}`,
].join("");
