/** A recording of what the reader says. It stays in this page: nothing is sent, nothing is stored. */

export const canRecord = () => Boolean(navigator.mediaDevices?.getUserMedia && globalThis.MediaRecorder);

/** @returns {Promise<{stop: () => Promise<string>}>} `stop` gives an address at which the recording can be played */
export async function record() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream);
  const pieces = [];
  recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
  recorder.start();
  const ended = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
  return {
    async stop() {
      if (recorder.state !== "inactive") recorder.stop();
      for (const track of stream.getTracks()) track.stop(); // the browser's red dot goes out
      await ended;
      return URL.createObjectURL(new Blob(pieces, { type: recorder.mimeType }));
    },
  };
}
