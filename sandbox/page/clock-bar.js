/** The clock that can be moved: shows the demo's date and time, and what was passed on the way. */

import * as api from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { attempt } from "./notices.js";
import { dayAndTime, fromPicker, moment, shortMoment, toPicker, useTimeZone } from "./time.js";
import { inReadersLanguage, say } from "./words.js";

const TICK = 5000; // milliseconds
const STOPS_SHOWN = 6;

/** Returns `{ node, refresh, close }`; `moved()` is called when the clock stands somewhere else. */
export function clockBar(moved) {
  const time = h("time", {});
  const opener = iconButton("down", say("clock.open"), toggle,
    { class: "clock-opener", "aria-expanded": "false", "aria-controls": "clock-tools" });
  const picker = h("input", { type: "datetime-local", "aria-label": say("clock.pick"), required: true });
  const stops = h("div", { class: "stops", role: "status" });
  const tools = h("div", { id: "clock-tools", class: "clock-tools" },
    h("button", { type: "button", class: "primary", onclick: () => move(() => api.stepClock("next_reminder")) },
      say("clock.next_reminder")),
    h("button", { type: "button", onclick: () => move(() => api.stepClock("next_working_day")) },
      say("clock.next_working_day")),
    h("form", { class: "clock-pick", onsubmit: pick }, picker, h("button", { type: "submit" }, say("clock.go"))));
  const node = h("section", { class: "clock-bar", "aria-label": say("clock.label") },
    h("div", { class: "clock-face" }, icon("clock"), time, opener), tools, stops);
  const ticking = setInterval(draw, TICK);
  let offered = ""; // what the picker was last set to: anything else in it is the visitor's, and is left alone
  let ahead = null; // milliseconds by which the demo's clock is ahead of this machine's steady one

  function toggle() {
    opener.setAttribute("aria-expanded", String(node.classList.toggle("open")));
  }

  function pick(event) {
    event.preventDefault();
    move(() => api.moveClock(fromPicker(picker.value)));
  }

  async function move(action) {
    node.setAttribute("aria-busy", "true");
    offered = picker.value;
    node.querySelectorAll("button, input").forEach((control) => { control.disabled = true; });
    stops.replaceChildren(h("span", { class: "spinner" }), say("clock.moving"));
    let answer = null;
    await attempt(async () => { answer = await action(); });
    node.querySelectorAll("button, input").forEach((control) => { control.disabled = false; });
    node.removeAttribute("aria-busy");
    showStops(answer);
    await refresh();
    moved();
  }

  function showStops(answer) {
    const passed = answer?.stopped_at ?? [];
    if (!answer) return stops.replaceChildren();
    const title = passed.length ? say("clock.stops", { count: passed.length }) : say("clock.no_stops");
    const rest = passed.length - STOPS_SHOWN;
    return stops.replaceChildren(h("b", {}, title), ...passed.slice(0, STOPS_SHOWN).map(stop),
      rest > 0 ? say("clock.more", { count: rest }) : "");
  }

  async function refresh() {
    const { now, timezone } = await api.clock();
    useTimeZone(timezone);
    ahead = moment(now).getTime() - performance.now();
    draw();
    if (picker.value === offered) picker.value = offered = toPicker(here());
  }

  function here() {
    return new Date(performance.now() + ahead);
  }

  function draw() {
    if (ahead === null) return;
    time.textContent = dayAndTime(here());
    time.dateTime = here().toISOString();
  }

  return { node, refresh, close: () => clearInterval(ticking) };
}

/** A stop is a moment, or `{ at, what }`. */
function stop(value) {
  const { at, what } = typeof value === "object" ? value : { at: value };
  return h("span", { class: "stop" }, shortMoment(moment(at)), what ? ` · ${inReadersLanguage(what)}` : "");
}
