/** A take: what the reader says of one question, recorded, played beside the answer, and forgotten with it. */

import { element } from "../js/dom.js";
import { canRecord, record } from "./recorder.js";

/** @param {{button: HTMLElement, box: HTMLElement, line: HTMLElement}} parts the switch, and where the take is shown */
export function createTake({ button, box, line }) {
  let recording = null;
  let address = "";
  let question = 0; // counts questions: a microphone or a recording that comes late belongs to none
  const forget = (other) => other && URL.revokeObjectURL(other);
  return {
    running: () => recording !== null,

    /** Forget the take of the question before. */
    async drop() {
      question += 1;
      const running = recording;
      recording = null;
      forget(address);
      address = "";
      box.hidden = true;
      box.querySelector("audio")?.remove();
      button.hidden = !canRecord();
      button.setAttribute("aria-pressed", "false");
      if (running) forget(await running.stop());
    },

    /** @returns {Promise<boolean>} whether a recording runs now; where the microphone is refused, the reader is told */
    async begin() {
      const mine = question;
      try {
        const begun = await record();
        if (mine !== question || button.hidden) {
          forget(await begun.stop());
          return false;
        }
        recording = begun;
      } catch {
        line.textContent = "The microphone cannot be used: the browser or the system does not allow it.";
        box.hidden = false;
        return false;
      }
      button.setAttribute("aria-pressed", "true");
      return true;
    },

    /** End the recording, if one runs, and show it with its length against the budget, both in seconds. */
    async play(seconds, budget) {
      button.hidden = true;
      const [mine, running] = [question, recording];
      recording = null;
      if (!running) return;
      const made = await running.stop();
      if (mine !== question) {
        forget(made);
        return;
      }
      address = made;
      line.textContent = `Your take, ${seconds} s of ${budget} s. It is in this page alone and gone when you leave it.`;
      box.append(element("audio", { controls: true, src: address }));
      box.hidden = false;
    },
  };
}
