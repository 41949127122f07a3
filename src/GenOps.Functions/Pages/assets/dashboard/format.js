// Amounts are decimal strings and stay exact: digits are cut from the text, never rounded through a float.

export const nothing = "–";

/** "1234.500000000" → "$1,234.50"; all decimals that are not 0, at least two. */
export function usd(text) {
  if (text === null || text === undefined) {
    return nothing;
  }
  const [whole, fraction = ""] = text.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${text.startsWith("-") ? "−" : ""}$${grouped}.${fraction.replace(/0+$/, "").padEnd(2, "0")}`;
}

/** Nano-dollars as the same text. */
export function nanoUsd(nano) {
  const digits = String(Math.abs(nano)).padStart(10, "0");
  return usd(`${nano < 0 ? "-" : ""}${digits.slice(0, -9)}.${digits.slice(-9)}`);
}

/** A tick of an axis; here a float is good enough. */
export const dollarTick = value => `$${Number(value.toPrecision(6))}`;

export const count = number => number === null || number === undefined ? nothing : number.toLocaleString("en-US");

/** A share of 1 as "12.3 %"; the smallest ones are told from nothing at all. */
export function percent(share) {
  if (share === null || share === undefined) {
    return nothing;
  }
  return share > 0 && share < 0.0005 ? "< 0.1 %" : `${(share * 100).toFixed(1)} %`;
}

export const milliseconds = number => number === null || number === undefined ? nothing : `${count(number)} ms`;

/** An instant as "2026-11-24 13:05:09", UTC. */
export const instant = text => text ? new Date(text).toISOString().slice(0, 19).replace("T", " ") : nothing;

/** An instant's time of day, UTC. */
export const clock = time => new Date(time).toISOString().slice(11, 19);

export const day = time => new Date(time).toISOString().slice(0, 10);

/** How long until an instant: "in 3 h 20 min". */
export function until(text) {
  const minutes = Math.max(0, Math.round((Date.parse(text) - Date.now()) / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  return days > 0 ? `in ${days} d ${hours} h` : hours > 0 ? `in ${hours} h ${minutes % 60} min` : `in ${minutes} min`;
}
