import { el } from "../shared/dom.js";
import { createTable } from "./table.js";

/* global uPlot */

const height = 220;
const minWidth = 200;
const tickSpace = 72;
const daySeconds = 86_400;
const minuteSeconds = 60;
const dark = matchMedia("(prefers-color-scheme: dark)");

/**
 * A chart over time (seconds, UTC) with the same numbers as a table beneath it, since a drawing says nothing to a screen reader.
 * Series: { label, color: name of a CSS variable, dash, bars, points }. `columns` are those of the table; `range` says how much of x is seen.
 */
export function createChart(root, { title, series, columns, empty, tick, range }) {
  const plot = el("div", { class: "plot", "aria-hidden": "true" });
  const note = el("p", { class: "muted", hidden: true });
  const details = el("details", {}, el("summary", {}, `${title} as a table`));
  const showRows = createTable(details, { caption: title, columns, empty: "No rows." });
  root.append(el("h3", {}, title), note, plot, details);
  let chart = null;
  let shown = null;

  function draw() {
    chart?.destroy();
    chart = new uPlot(optionsOf(plot, series, tick, range), shown, plot);
  }

  new ResizeObserver(() => {
    if (chart !== null && plot.clientWidth > 0 && chart.width !== plot.clientWidth) {
      chart.setSize({ width: plot.clientWidth, height });
    }
  }).observe(plot);
  dark.addEventListener("change", function redraw() {
    if (!plot.isConnected) {
      dark.removeEventListener("change", redraw);
    } else if (chart !== null) {
      draw();
    }
  });

  /** `data`: an array for x and one for each series, as uPlot takes them; null when there is nothing to draw. */
  return function show(data, rows, text = empty) {
    plot.hidden = data === null;
    details.hidden = rows.length === 0;
    note.hidden = !text || data !== null && text === empty;
    note.textContent = text ?? "";
    showRows(rows);
    shown = data;
    if (data === null) {
      chart?.destroy();
      chart = null;
    } else if (chart === null) {
      draw();
    } else {
      chart.setData(data);
    }
  };
}

function optionsOf(plot, series, tick, range) {
  const styles = getComputedStyle(document.documentElement);
  const color = name => styles.getPropertyValue(name).trim();
  const axis = { stroke: color("--muted"), grid: { stroke: color("--line"), width: 1 }, ticks: { stroke: color("--line"), width: 1 } };
  return {
    width: Math.max(minWidth, plot.clientWidth),
    height,
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    cursor: { drag: { x: false, y: false } },
    scales: {
      x: { range: (_, low, high) => range?.(low, high) ?? [low, high] },
      y: { range: (_, low, high) => [Math.min(0, low ?? 0), Math.max(high ?? 0, Number.MIN_VALUE) * 1.08 || 1] },
    },
    axes: [
      { ...axis, space: tickSpace, values: (_, ticks, axisIndex, space, step) => ticks.map(time => timeTick(time, step)) },
      { ...axis, size: (_, texts) => 16 + 7.2 * Math.max(3, ...(texts ?? []).map(text => text.length)), values: (_, ticks) => ticks.map(tick) },
    ],
    series: [
      { label: "UTC", value: (_, time) => time === null ? "–" : new Date(time * 1000).toISOString().slice(0, 16).replace("T", " ") },
      ...series.map(one => ({
        label: one.label,
        stroke: color(one.color),
        width: 2,
        dash: one.dash,
        spanGaps: true,
        points: { show: one.points ?? false },
        value: (_, value) => value === null || value === undefined ? "–" : tick(value),
        ...(one.bars ? { fill: color(one.color), paths: uPlot.paths.bars({ size: [.7, 40] }) } : {}),
      })),
    ],
  };
}

// Days as 11-24, hours as 13:05, less as 13:05:09.
function timeTick(time, step) {
  const text = new Date(time * 1000).toISOString();
  return step >= daySeconds ? text.slice(5, 10) : step >= minuteSeconds ? text.slice(11, 16) : text.slice(11, 19);
}
