/** A calm clock: time to think, then time to speak, each against its budget; it never stops anybody. */

/** "1:05" @param {number} seconds */
export function clockTime(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** What the clock says. @param {"think" | "speak"} phase */
export function told(phase, seconds, budget) {
  const over = seconds > budget ? `, ${clockTime(seconds - budget)} over` : "";
  return `${phase === "think" ? "Think" : "Speak"} ${clockTime(seconds)} of ${clockTime(budget)}${over}`;
}

/** @param {HTMLElement} face */
export function createClock(face) {
  let timer = 0;
  let began = 0;
  let phase = "think";
  let budget = 0;
  const passed = () => (began ? (performance.now() - began) / 1000 : 0);
  const draw = () => {
    face.textContent = told(phase, passed(), budget);
    face.classList.toggle("over", passed() > budget);
  };
  const stop = () => {
    clearInterval(timer);
    const seconds = passed();
    began = 0;
    return seconds;
  };
  return {
    /** Begin a phase; the former one ends. */
    start(name, seconds) {
      stop();
      [phase, budget, began] = [name, seconds, performance.now()];
      draw();
      timer = setInterval(draw, 250);
    },
    /** @returns {number} the seconds of the phase that ends; 0 where none was running or it was thinking */
    stop: () => (phase === "speak" ? stop() : (stop(), 0)),
    speaking: () => began > 0 && phase === "speak",
    clear: () => (face.textContent = ""),
  };
}
