/** Writes moments as people read them here: "Thứ Tư, 21/05/2026 08:00", in the sandbox's time zone. */

import { language } from "./words.js";

let zone = "Asia/Ho_Chi_Minh";

export function useTimeZone(name) {
  if (name) zone = name;
}

/** A `Date` from what the control API sends: seconds since 1970, or an ISO 8601 string. */
export function moment(value) {
  return new Date(typeof value === "number" ? value * 1000 : value);
}

function parts(date) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", timeZoneName: "longOffset",
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
}

export function clockTime(date) {
  const { hour, minute } = parts(date);
  return `${hour}:${minute}`;
}

export function day(date) {
  const { day, month, year } = parts(date);
  const locale = language() === "vi" ? "vi-VN" : "en-GB";
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: "long" }).format(date);
  return `${weekday}, ${day}/${month}/${year}`;
}

export function dayAndTime(date) {
  return `${day(date)} ${clockTime(date)}`;
}

/** "21/05/2026 08:00" */
export function shortMoment(date) {
  const { day, month, year } = parts(date);
  return `${day}/${month}/${year} ${clockTime(date)}`;
}

/** The value of an `<input type="datetime-local">` that shows this moment in the sandbox's zone. */
export function toPicker(date) {
  const { year, month, day, hour, minute } = parts(date);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** The ISO 8601 moment, with offset, that a picker's value means in the sandbox's zone. */
export function fromPicker(value) {
  const offset = parts(new Date(`${value}Z`)).timeZoneName.replace("GMT", "");
  return `${value}:00${offset || "+00:00"}`;
}
