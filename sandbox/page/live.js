/** The stream of the server's events: says when it breaks, and opens it again. */

const RETRY = 1500; // milliseconds

/** Calls `onEvent({ kind, bot, chat })` for each event and `onState(connected)` when the stream opens or breaks. */
export function listen(onEvent, onState) {
  const stream = new EventSource("/_sandbox/events");
  stream.onopen = () => onState(true);
  stream.onmessage = ({ data }) => onEvent(JSON.parse(data));
  stream.onerror = () => {
    onState(false);
    stream.close();
    setTimeout(() => listen(onEvent, onState), RETRY);
  };
}
