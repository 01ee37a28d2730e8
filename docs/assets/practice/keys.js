/** Keys of a card: a letter does what its button does, unless somebody types. */

/**
 * @param {Record<string, () => void>} keys what each key does
 * @param {() => boolean} on whether the card is there
 */
export function listenToKeys(keys, on) {
  const listen = (event) => {
    const typing = event.target instanceof HTMLElement && event.target.closest("input:not([type=checkbox]), textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !on() || document.querySelector("dialog[open]")) return;
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the theme goes to another page on N
    act();
  };
  addEventListener("keydown", listen, { capture: true });
}
