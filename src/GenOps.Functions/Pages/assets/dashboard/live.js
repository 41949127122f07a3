import { byId } from "../shared/dom.js";
import { createChart } from "./chart.js";
import { clock, count, milliseconds } from "./format.js";
import { createTable } from "./table.js";

const mostSamples = 360;
const shortestSeconds = 300;

/** Calls a second while the page is open, and how long each model takes. */
export function createLive() {
  const rate = createChart(byId("live-rate"), {
    title: "Calls a second",
    series: [{ label: "Calls a second", color: "--accent", points: true }],
    columns: [
      { title: "At (UTC)", text: row => clock(row.time * 1000) },
      { title: "Calls a second", kind: "number", text: row => count(row.rate) },
      { title: "Refused today", kind: "number", text: row => count(row.refused) },
    ],
    tick: value => count(Number(value.toPrecision(4))),
  });
  const showLatency = createTable(byId("live-latency"), {
    caption: "Latency by model",
    columns: [
      { title: "Model", kind: "name", text: row => row.model },
      { title: "p50", kind: "number", text: row => milliseconds(row.latency_ms.p50) },
      { title: "p95", kind: "number", text: row => milliseconds(row.latency_ms.p95) },
      { title: "p99", kind: "number", text: row => milliseconds(row.latency_ms.p99) },
    ],
    empty: "No call was observed yet.",
  });
  let samples = [];

  return {
    show({ summary, models }, changed) {
      if (changed === "summary") {
        samples = [...samples, { time: Date.now() / 1000, rate: summary.operations_per_second, refused: summary.refusals_count }].slice(-mostSamples);
        const start = { time: samples.at(-1).time - shortestSeconds, rate: null };
        const drawn = samples[0].time > start.time ? [start, ...samples] : samples;
        rate([drawn.map(sample => sample.time), drawn.map(sample => sample.rate)], samples.slice(-50).reverse());
      }
      if (models) {
        showLatency(models.data.filter(model => model.latency_ms.p50 !== null));
      }
    },
  };
}
